//! Where the payloads of artha-v1 in callbacks.json have their fields: no page says it.

use cardlatch::callbacks::{Field, Layout, Place};

pub fn layout() -> Layout {
    Layout::new(Place::body("event"))
        .field(Field::Id, "id")
        .field(Field::CardId, "data/card_id")
        .field(Field::TaskId, "data/task_id")
        .field(Field::Status, "data/status")
        .field(Field::Amount, "data/amount")
        .field(Field::Currency, "data/currency")
        .field(Field::Time, "timestamp")
        .field(Field::Remarks, "data/message")
}
