-- People hurt; null is unknown, not zero.
ALTER TABLE events ADD COLUMN injured INTEGER;
