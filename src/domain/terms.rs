//! One macro for the small closed vocabularies of the field.

/// Defines an enum of the field's terms with a stable code on disk, a stable name in files and on the
/// command line, and the list of all. Codes are never reused, names never change meaning.
macro_rules! terms {
    ($($(#[$doc:meta])* pub enum $name:ident {$($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)*})*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {$($(#[$vdoc])* $variant = $code,)*}

        impl $name {
            /// Every term, in the field's order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code on disk.
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The term of a code, `None` when a newer version wrote it.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The name in files and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$variant => $label,)*}
            }

            /// The term of a name, case-insensitive.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|t| t.name().eq_ignore_ascii_case(name.trim()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.name())
            }
        }
    )*};
}
pub(crate) use terms;
