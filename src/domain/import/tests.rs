//! The merge rule and the plan, told as stories.
