//! Facts and rules of the field: no IO, no words, no screen.
