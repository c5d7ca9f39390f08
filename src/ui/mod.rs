//! Looks at the domain and draws; owns presentation state only.
