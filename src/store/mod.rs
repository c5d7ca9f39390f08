//! The only place that names sled or bincode: durable rows, journal, lock.
