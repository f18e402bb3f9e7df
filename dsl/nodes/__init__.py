"""The syntax tree: frozen values with a span each, the whole language of the specification."""

# fmt: off
# isort: off
from .base import (
    Name, Node,
)
from .literals import (
    Change, Date, DateTime, DayName, Duration, Empty, EventProperty, Money, MonthDay, Now,
    Number, Percentage, Secret, Text, Time, TimeRange, Today, Unit, Value, Weekday, Word,
    YesNo,
)
from .comparisons import (
    After, Ago, Before, Between, BetweenDays, Blank, Compare, Count, Day, During, InLast,
    InNext, InPeriod, Matches, On, Op, Period, Since, SinceEmail, Test, TextOp, Window,
)
from .shared import (
    Channel, CheckoutStage, ContactDate, DateKind, EmailAct, GroupName, ItemKind, Items,
    Offset, Quantifier,
)
from .conditions import (
    AmongFirst, And, Block, Condition, EventIs, FieldIs, HasDiscount, InGroup, InNoGroup,
    InSegment, JourneyIs, JourneyState, Near, Not, Or, Property, PropertyIs, ScoreIs,
    Subscribed, Tagged, Vip,
)
from .activities import (
    AbandonedCart, Activity, AddedToCart, AnsweredSurvey, Bought, CheckedOut, DidEvent,
    EmailActivity, Figure, FigureKind, OrderDate, OrderPick, RecentEmails, Searched,
    ViewedPage, ViewedProduct, VisitedWebsite,
)
from .events import (
    AddedManually, AnswersSurvey, ApiCall, Bounces, ChatFinished, ClicksLink, CustomEvent,
    DateArrives, EmailEvent, EmailSilence, EntersSegment, Event, EventbriteCheckIn,
    EventbriteTicket, FieldChanges, JoinsGroup, LeavesGroup, LeavesSegment, ScoreReaches,
    SignsUp, TagAdded, TextsKeyword, Unsubscribes, ViewsPage, ZapierEvent,
)
from .store_events import (
    AbandonsCart, AddsToCart, BackInStock, Buys, ChecksOut, GoesWithoutBuying, OrderNotice,
    OrderNotified, Searches, ViewsProduct, ViewsStorePage,
)
from .steps import (
    AddTag, Archive, Arm, Branch, CallWebhook, ChangePoints, GiveDiscount, If, JoinGroup,
    LeaveGroup, Moment, Notify, Occurrence, Otherwise, PointsAction, RemoveTag, Repeat,
    SendEmail, SendSms, SetField, Slot, Split, StartJourney, Step, Stop, Unsubscribe, Wait,
    WaitFor, WaitUntil,
)
from .declarations import (
    Audience, Benefit, Declaration, Discount, Email, Field, FieldKind, FreeShipping,
    FrequencyLimit, Group, Header, Offer, Score, ScoreRule, Segment, Setting, Sms, SmsProgram,
    Store, Survey, Webhook,
)
from .journeys import (
    ExitWhen, Goal, Holdout, Journey, JourneySetting, Objective, OnlyIf, QuietHours, ReEntry,
    ReEntryKind, StartingPoint, Status, TimeZone,
)
from .scenarios import (
    Case, ClockAfter, ClockAt, EventValue, Expectation, Given, GivenZone, Happening, Holds,
    IsAt, LeftJourney, Members, Received, ReceivedCount, ReceivedNothing, Scenario, TestLine,
    TestTime,
)
from .files import (
    Comment, Comments, FILE_END, File,
)

__all__ = [
    "FILE_END", "AbandonedCart", "AbandonsCart", "Activity", "AddTag", "AddedManually",
    "AddedToCart", "AddsToCart", "After", "Ago", "AmongFirst", "And", "AnsweredSurvey",
    "AnswersSurvey", "ApiCall", "Archive", "Arm", "Audience", "BackInStock", "Before",
    "Benefit", "Between", "BetweenDays", "Blank", "Block", "Bought", "Bounces", "Branch",
    "Buys", "CallWebhook", "Case", "Change", "ChangePoints", "Channel", "ChatFinished",
    "CheckedOut", "CheckoutStage", "ChecksOut", "ClicksLink", "ClockAfter", "ClockAt",
    "Comment", "Comments", "Compare", "Condition", "ContactDate", "Count", "CustomEvent",
    "Date", "DateArrives", "DateKind", "DateTime", "Day", "DayName", "Declaration", "DidEvent",
    "Discount", "Duration", "During", "Email", "EmailAct", "EmailActivity", "EmailEvent",
    "EmailSilence", "Empty", "EntersSegment", "Event", "EventIs", "EventProperty", "EventValue",
    "EventbriteCheckIn", "EventbriteTicket", "ExitWhen", "Expectation", "Field", "FieldChanges",
    "FieldIs", "FieldKind", "Figure", "FigureKind", "File", "FreeShipping", "FrequencyLimit",
    "GiveDiscount", "Given", "GivenZone", "Goal", "GoesWithoutBuying", "Group", "GroupName",
    "Happening", "HasDiscount", "Header", "Holdout", "Holds", "If", "InGroup", "InLast",
    "InNext", "InNoGroup", "InPeriod", "InSegment", "IsAt", "ItemKind", "Items", "JoinGroup",
    "JoinsGroup", "Journey", "JourneyIs", "JourneySetting", "JourneyState", "LeaveGroup",
    "LeavesGroup", "LeavesSegment", "LeftJourney", "Matches", "Members", "Moment", "Money",
    "MonthDay", "Name", "Near", "Node", "Not", "Notify", "Now", "Number", "Objective",
    "Occurrence", "Offer", "Offset", "On", "OnlyIf", "Op", "Or", "OrderDate", "OrderNotice",
    "OrderNotified", "OrderPick", "Otherwise", "Percentage", "Period", "PointsAction",
    "Property", "PropertyIs", "Quantifier", "QuietHours", "ReEntry", "ReEntryKind", "Received",
    "ReceivedCount", "ReceivedNothing", "RecentEmails", "RemoveTag", "Repeat", "Scenario",
    "Score", "ScoreIs", "ScoreReaches", "ScoreRule", "Searched", "Searches", "Secret",
    "Segment", "SendEmail", "SendSms", "SetField", "Setting", "SignsUp", "Since", "SinceEmail",
    "Slot", "Sms", "SmsProgram", "Split", "StartJourney", "StartingPoint", "Status", "Step",
    "Stop", "Store", "Subscribed", "Survey", "TagAdded", "Tagged", "Test", "TestLine",
    "TestTime", "Text", "TextOp", "TextsKeyword", "Time", "TimeRange", "TimeZone", "Today",
    "Unit", "Unsubscribe", "Unsubscribes", "Value", "ViewedPage", "ViewedProduct", "ViewsPage",
    "ViewsProduct", "ViewsStorePage", "Vip", "VisitedWebsite", "Wait", "WaitFor", "WaitUntil",
    "Webhook", "Weekday", "Window", "Word", "YesNo", "ZapierEvent",
]
