"""The only way data gets into a store: many rows at once, in one transaction, idempotent."""

from .carts import add_carts
from .choices import add_consents, set_topic, set_tracking
from .consents import Evidence, set_email_status, set_sms_status
from .contacts import add_contacts
from .events import add_events
from .fields import declared_fields, set_field
from .lines import add_order_lines
from .memberships import join_group, leave_group, tag, untag
from .orders import add_orders
from .products import add_products
from .rows import (
    CartRow,
    ConsentRow,
    ContactRow,
    EventRow,
    FieldInput,
    LineRow,
    OrderLineRow,
    OrderRow,
    Origin,
    Outcome,
    ProductRow,
    Refusal,
    SuppressionRow,
    Tracking,
    VariantRow,
)
from .shops import Shop, add_store, shops
from .strangers import meet_contacts
from .suppressions import add_suppressions

__all__ = [
    "CartRow",
    "ConsentRow",
    "ContactRow",
    "EventRow",
    "Evidence",
    "FieldInput",
    "LineRow",
    "OrderLineRow",
    "OrderRow",
    "Origin",
    "Outcome",
    "ProductRow",
    "Refusal",
    "Shop",
    "SuppressionRow",
    "Tracking",
    "VariantRow",
    "add_carts",
    "add_consents",
    "add_contacts",
    "add_events",
    "add_order_lines",
    "add_orders",
    "add_products",
    "add_store",
    "add_suppressions",
    "declared_fields",
    "join_group",
    "leave_group",
    "meet_contacts",
    "set_email_status",
    "set_field",
    "set_sms_status",
    "set_topic",
    "set_tracking",
    "shops",
    "tag",
    "untag",
]
