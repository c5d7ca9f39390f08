//! The Day workspace: four panes around one current client.
