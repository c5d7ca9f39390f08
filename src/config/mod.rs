//! Paths, the configuration file and the environment, as one plain struct.
