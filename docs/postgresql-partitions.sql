-- Divides the three large tables of a server on PostgreSQL, one region apart from the other.
--
-- To be run once, with no server running, by the owner of the tables:  psql --single-transaction -f this-file
-- Write your own regions where 510600 stands. The server's statements need no change; a test runs them on these tables.
--
-- What is given up: the references to event(id) from other tables, because a divided table has no key over the id alone.
-- `sync-server verify` recomputes what they held. A case's number is unique in its region, whose code it begins with.

ALTER TABLE entry DROP CONSTRAINT fk_entry_event_id;
ALTER TABLE hold DROP CONSTRAINT fk_hold_held_by;
ALTER TABLE box DROP CONSTRAINT fk_box_event_id;
ALTER TABLE blob_ref DROP CONSTRAINT fk_blob_ref_event_id;
ALTER TABLE seal_owed DROP CONSTRAINT fk_seal_owed_decision;

-- Events: by their writer's region.

ALTER TABLE event RENAME TO event_whole;
CREATE TABLE event (LIKE event_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY LIST (region);
CREATE TABLE event_510600 PARTITION OF event FOR VALUES IN ('510600');
CREATE TABLE event_elsewhere PARTITION OF event DEFAULT;
INSERT INTO event (id, origin, epoch, seq, case_id, kind, raw, received_ms, verdict, ver, reason, held_by, number, serial, region)
SELECT
    id, origin, epoch, seq, case_id, event_whole.kind, raw, received_ms, verdict, ver, reason, held_by, number, serial,
    -- Events from before version 0003 do not say where they come from; their stream does.
    COALESCE(NULLIF(event_whole.region, ''), stream.region)
FROM event_whole
JOIN stream USING (origin, epoch);
DROP TABLE event_whole;
ALTER TABLE event ADD CONSTRAINT pk_event PRIMARY KEY (id, region);
CREATE UNIQUE INDEX uq_event_origin_epoch_seq ON event (origin, epoch, seq, region);
CREATE UNIQUE INDEX uq_event_history ON event (case_id, ver, region) WHERE verdict IN ('applied', 'renumbered');
CREATE INDEX ix_event_held ON event (case_id) WHERE verdict = 'held';

-- Cases: by their region.

ALTER TABLE case_ RENAME TO case_whole;
CREATE TABLE case_ (LIKE case_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY LIST (region);
CREATE TABLE case_510600 PARTITION OF case_ FOR VALUES IN ('510600');
CREATE TABLE case_elsewhere PARTITION OF case_ DEFAULT;
INSERT INTO case_ SELECT * FROM case_whole;
DROP TABLE case_whole;
ALTER TABLE case_ ADD CONSTRAINT pk_case_ PRIMARY KEY (id, region);
ALTER TABLE case_ ADD CONSTRAINT uq_case__number UNIQUE (number, region);
ALTER TABLE case_ ADD CONSTRAINT uq_case__serial UNIQUE (serial, region);
CREATE INDEX ix_case_department_region_stage ON case_ (department, region, stage);
CREATE INDEX ix_case_hall_stage ON case_ (hall, stage);

-- Mailboxes: each belongs to one region and is always read alone, so they are divided by their names.

ALTER TABLE box RENAME TO box_whole;
CREATE TABLE box (LIKE box_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY HASH (box);
CREATE TABLE box_0 PARTITION OF box FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE box_1 PARTITION OF box FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE box_2 PARTITION OF box FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE box_3 PARTITION OF box FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO box SELECT * FROM box_whole;
DROP TABLE box_whole;
ALTER TABLE box ADD CONSTRAINT pk_box PRIMARY KEY (box, pos);
CREATE INDEX ix_box_event_id ON box (event_id);

ANALYZE event;
ANALYZE case_;
ANALYZE box;
