//! The pure controller: messages in, effects out.
