//! What went wrong, as a problem document of RFC 9457.
