//! Small pieces every pane is built of.

pub mod cursor;
pub mod frame;
pub mod life;
pub mod paint;
pub mod sheet;
pub mod spark;
pub mod text;
pub mod textbox;
pub mod textline;
