-- Sends -------------------------------------------------------------------------------------------

-- Of one message, by when they left: those that nobody answered in time are found by the clock.
CREATE INDEX event_sent ON event (subject, moment) WHERE kind = 'email_sent';
