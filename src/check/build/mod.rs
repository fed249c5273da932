//! Pieces of the typed tree made of other pieces: whatever makes an expression or a statement of
//! expressions, statements and types, and looks at no syntax. Everything that does look at syntax is
//! built on this room, which knows nothing of it.

mod arrays;
mod blocks;
mod constants;
mod indices;
mod lists;
mod nodes;
mod parts;
mod places;
mod records;
mod shaped;
mod statements;
mod truth;
mod tuples;

pub use arrays::{element_alone, length, whole};
pub use blocks::{behind, block, instead_of};
pub use constants::{as_known, as_number, boolean, constant, constant_of, integer, literal};
pub use indices::{FlatIndex, Index, Indexed, Together, unknown_index};
pub use lists::{
    elements_as_array, elements_of, list_drop, list_element, list_length, list_put, new_list,
    of_list,
};
pub use nodes::{apply, compared, node, variable};
pub use parts::{complex_part, field, is_some, payload};
pub use places::{is_place, is_repeatable, is_simple, variable_in};
pub use records::{
    all_bytes, bytes_of, element_at, field_of, first_byte, of_bytes, other_view, record_of,
    records_of_new, some_bytes,
};
pub use shaped::of_declared_shape;
pub use statements::{assignment, doing, raising, together, when, zero_step};
pub use truth::{all, any, decided, decided_at_last, evaluated, negated, not, truth};
pub use tuples::{
    can_be_taken_apart, checked_tuple, elements, parts_of, plain, plain_throughout, plain_type,
    tuple,
};
