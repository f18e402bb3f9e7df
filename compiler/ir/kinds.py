"""The kinds of event: one word for each thing that can happen to a contact.

Beside each stands what its `subject` holds (a folded text that triggers compare) and what its
`ref` points at. Kinds that journeys and intake share are constants; an API event keeps its own
name in `subject` under the kind `custom`.
"""

from __future__ import annotations

from typing import Final

TAG_ADDED: Final = "tag_added"  # subject: tag
TAG_REMOVED: Final = "tag_removed"  # subject: tag
SIGNED_UP_EMAIL: Final = "signed_up_email"
SIGNED_UP_SMS: Final = "signed_up_sms"
SMS_RECEIVED: Final = "sms_received"  # subject: the whole message
UNSUBSCRIBED: Final = "unsubscribed"  # subject: email | sms
BOUNCED: Final = "bounced"
JOINED_GROUP: Final = "joined_group"  # subject: category.group
LEFT_GROUP: Final = "left_group"  # subject: category.group
FIELD_CHANGED: Final = "field_changed"  # subject: field; properties: from, to (folded in `folded`)
ADDED_MANUALLY: Final = "added_manually"  # subject: journey
API_CALLED: Final = "api_called"  # subject: journey
ORDERED: Final = "ordered"  # ref: order
ORDER_PAID: Final = "order_paid"  # ref: order
ORDER_SHIPPED: Final = "order_shipped"  # ref: order
ORDER_REFUNDED: Final = "order_refunded"  # ref: order
ORDER_CANCELLED: Final = "order_cancelled"  # ref: order
CART_CHANGED: Final = "cart_changed"  # ref: cart
PAGE_VIEWED: Final = "page_viewed"  # subject: path on the website
STORE_PAGE_VIEWED: Final = "store_page_viewed"  # subject: path in the store
LINK_CLICKED: Final = "link_clicked"  # subject: link
PRODUCT_VIEWED: Final = "product_viewed"  # ref: product
COLLECTION_VIEWED: Final = "collection_viewed"  # subject: collection
SEARCHED: Final = "searched"  # subject: term
PRODUCT_ADDED: Final = "product_added_to_cart"  # ref: product
LOW_STOCK_ADDED: Final = "low_stock_added_to_cart"  # ref: product
BACK_IN_STOCK: Final = "back_in_stock"  # ref: product
CHECKOUT_STARTED: Final = "checkout_started"
PAYMENT_SUBMITTED: Final = "payment_info_submitted"
CHECKOUT_COMPLETED: Final = "checkout_completed"
EMAIL_SENT: Final = "email_sent"  # subject: message
EMAIL_OPENED: Final = "email_opened"  # subject: message
EMAIL_CLICKED: Final = "email_clicked"  # subject: message; properties: link
SMS_SENT: Final = "sms_sent"  # subject: message
SURVEY_ANSWERED: Final = "survey_answered"  # subject: survey; properties: answer
EVENT_CHECK_IN: Final = "eventbrite_check_in"  # subject: event
EVENT_TICKET: Final = "eventbrite_ticket"  # subject: event
CHAT_FINISHED: Final = "chat_finished"
ZAPIER: Final = "zapier_event"  # subject: the event's own name
CUSTOM: Final = "custom"  # subject: the event's own name
JOURNEY_CALLED: Final = "journey_called"  # subject: the journey that is to begin; cause: by whom
TIME_CAME: Final = "time_came"  # subject: the key of a time pattern; ref: as its start has
SEGMENT_ENTERED: Final = "segment_entered"  # subject: the key of a segment
SEGMENT_LEFT: Final = "segment_left"  # subject: the key of a segment
POINTS_CHANGED: Final = "points_changed"  # subject: score; properties: from, to
DISCOUNT_GIVEN: Final = "discount_given"  # subject: discount

ALL: Final = frozenset(
    value for name, value in dict(globals()).items() if name.isupper() and isinstance(value, str)
)
ORDER_KINDS: Final = frozenset(
    {ORDERED, ORDER_PAID, ORDER_SHIPPED, ORDER_REFUNDED, ORDER_CANCELLED}
)
PRODUCT_KINDS: Final = frozenset({PRODUCT_VIEWED, PRODUCT_ADDED, LOW_STOCK_ADDED, BACK_IN_STOCK})
BEHAVIOUR: Final = frozenset(
    {
        STORE_PAGE_VIEWED,
        PRODUCT_VIEWED,
        SEARCHED,
        PRODUCT_ADDED,
        PAYMENT_SUBMITTED,
        CHECKOUT_STARTED,
        CHECKOUT_COMPLETED,
        COLLECTION_VIEWED,
    }
)
"""What people do in a store. SYNC-71"""
DERIVED: Final = frozenset(
    {TIME_CAME, SEGMENT_ENTERED, SEGMENT_LEFT, POINTS_CHANGED, DISCOUNT_GIVEN, JOURNEY_CALLED}
)
"""What the engine finds, or does, by itself; nobody can tell it."""
