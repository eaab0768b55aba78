//! Drivers: loops that do what a running call asks for. Native programs have two here, over a
//! closure; the npm package has one in JavaScript.

pub mod closure;
