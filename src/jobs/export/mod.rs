//! Export: records as tables. (Being written.)
