-- What version 1 of provenance wrote when it read the rows of upgradeRows, three ingests one after another; the
-- rejects, the blank lines of ingest 15 and the hashes are made up.
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;
BEGIN;
INSERT INTO ingests(id, started_at, tool_version, path, sha256, bytes, map, lines_in, added, unchanged, revised, rejected, blank) VALUES
 (1,'2025-06-01T12:00:00Z','test','organizations.csv','0000000000000000000000000000000000000000000000000000000000000001',101,'canonical:organizations',6,6,0,0,0,0),
 (2,'2025-06-01T12:00:00Z','test','sources.csv','0000000000000000000000000000000000000000000000000000000000000002',102,'canonical:sources',8,8,0,0,0,0),
 (3,'2025-06-01T12:00:00Z','test','licenses.csv','0000000000000000000000000000000000000000000000000000000000000003',103,'canonical:licenses',1,1,0,0,0,0),
 (4,'2025-06-01T12:00:00Z','test','models.csv','0000000000000000000000000000000000000000000000000000000000000004',104,'canonical:models',1,1,0,0,0,0),
 (5,'2025-06-01T12:00:00Z','test','variants.csv','0000000000000000000000000000000000000000000000000000000000000005',105,'canonical:variants',3,3,0,0,0,0),
 (6,'2025-06-01T12:00:00Z','test','benchmarks.csv','0000000000000000000000000000000000000000000000000000000000000006',106,'canonical:benchmarks',2,2,0,0,0,0),
 (7,'2025-06-01T12:00:00Z','test','metrics.csv','0000000000000000000000000000000000000000000000000000000000000007',107,'canonical:metrics',4,4,0,0,0,0),
 (8,'2025-06-01T12:00:00Z','test','release_events.csv','0000000000000000000000000000000000000000000000000000000000000008',108,'canonical:release_events',3,3,0,0,0,0),
 (9,'2025-06-01T12:00:00Z','test','aliases.csv','0000000000000000000000000000000000000000000000000000000000000009',109,'canonical:aliases',5,5,0,0,0,0),
 (10,'2025-06-01T12:00:00Z','test','listings.csv','000000000000000000000000000000000000000000000000000000000000000a',110,'canonical:listings',1,1,0,0,0,0),
 (11,'2025-06-01T12:00:00Z','test','scores.csv','000000000000000000000000000000000000000000000000000000000000000b',111,'canonical:scores',19,19,0,0,0,0),
 (12,'2025-06-01T12:00:00Z','test','statements.csv','000000000000000000000000000000000000000000000000000000000000000c',112,'canonical:statements',2,2,0,0,0,0),
 (13,'2025-06-01T12:00:00Z','test','statement_targets.csv','000000000000000000000000000000000000000000000000000000000000000d',113,'canonical:statement_targets',1,1,0,0,0,0),
 (14,'2025-06-01T12:00:00Z','test','models.csv','000000000000000000000000000000000000000000000000000000000000000e',114,'canonical:models',1,0,0,1,0,0),
 (15,'2025-06-01T12:00:00Z','test','scores.csv','000000000000000000000000000000000000000000000000000000000000000f',115,'canonical:scores',5,1,1,2,1,2),
 (16,'2025-06-01T12:00:00Z','test','scores.csv','0000000000000000000000000000000000000000000000000000000000000010',116,'canonical:scores',1,0,0,1,0,0);
INSERT INTO organizations(id, slug, name) VALUES
 (1,'dev','dev'),
 (2,'lab','lab'),
 (3,'arena','arena'),
 (4,'host','host'),
 (5,'host2','host2'),
 (6,'rival','rival');
INSERT INTO sources(id, slug, kind, publisher_id, title, url, published_on) VALUES
 (1,'blog','vendor_blog',1,'blog','https://dev.ai/blog','2025-04-05'),
 (2,'terms','license',1,'terms','https://dev.ai/terms','2025-04-05'),
 (3,'board','leaderboard',3,'board','https://arena.ai/board','2025-04-06'),
 (4,'news','news',NULL,'news','https://news.ai/1','2025-04-07'),
 (5,'report','paper',2,'report','https://lab.ai/report','2025-04-20'),
 (6,'runs','run_log',2,'runs','https://lab.ai/runs','2025-04-22'),
 (7,'agg','aggregator',NULL,'agg','https://agg.ai/m','2025-05-01'),
 (8,'empty','dataset',NULL,'empty','https://lab.ai/d','2025-02');
INSERT INTO licenses(id, slug, name, osi_approved, commercial_use, conditions, source_id) VALUES
 (1,'terms-1','Terms',0,'conditional','ask',2);
INSERT INTO models(id, slug, name, developer_id) VALUES
 (1,'m','Renamed',1);
INSERT INTO variants(id, slug, model_id, name, stage, build) VALUES
 (1,'rel',1,'rel','instruct','unknown'),
 (2,'exp',1,'exp','instruct','experimental'),
 (3,'unk',1,'unk','instruct','unknown');
INSERT INTO benchmarks(id, slug, name, access) VALUES
 (1,'chat','chat','live'),
 (2,'qa','qa','public');
INSERT INTO metrics(id, slug, name, quantity, unit) VALUES
 (1,'elo','elo',NULL,'elo'),
 (2,'pct','pct','accuracy','percent'),
 (3,'prop','prop','accuracy','proportion'),
 (4,'points','points',NULL,'points');
INSERT INTO protocols(id, shots, cot, temperature, judge, style_control, extra) VALUES
 (2,NULL,NULL,NULL,NULL,0,NULL),
 (3,NULL,NULL,NULL,'crowd',1,NULL),
 (4,0,1,0.1,NULL,NULL,'{"seed":1}');
INSERT INTO release_events(id, variant_id, status, on_date, board_id, source_id) VALUES
 (1,1,'released','2025-04-05',NULL,1),
 (2,2,'announced','2025-04-05',NULL,1),
 (3,2,'preview','2025-04-06',3,3);
INSERT INTO aliases(id, name, norm, scope_id, section, variant_id, source_id) VALUES
 (1,'The Model','the-model',NULL,NULL,1,1),
 (2,'Both','both',NULL,NULL,1,1),
 (3,'Both','both',NULL,NULL,2,1),
 (4,'Split','split',5,'Table 1',1,1),
 (5,'Split','split',5,'Table 2',3,1);
INSERT INTO listings(id, source_id, name, section, norm, variant_id, resolution, note) VALUES
 (1,5,'Split','Table 1','split',1,'alias','as in the appendix'),
 (2,3,'rel',NULL,'rel',1,'slug',NULL),
 (3,3,'exp',NULL,'exp',2,'slug',NULL),
 (4,1,'rel',NULL,'rel',1,'slug',NULL),
 (5,1,'The Model',NULL,'the-model',1,'alias',NULL),
 (6,5,'Both',NULL,'both',NULL,'ambiguous',NULL),
 (7,5,'Split','Table 2','split',3,'alias',NULL),
 (8,5,'Nobody',NULL,'nobody',NULL,'unresolved',NULL),
 (9,6,'rel',NULL,'rel',1,'slug',NULL),
 (10,6,'unk',NULL,'unk',3,'slug',NULL),
 (11,8,'rel',NULL,'rel',1,'slug',NULL);
INSERT INTO scores(id, listing_id, variant_id, benchmark_id, metric_id, protocol_id, reported_on, revision, value, value_as_printed, ci_low, ci_high, ci_level, stderr, sample_size, rank, evaluated_on, evaluator_id, asserted_relationship, locator, note, ingest_id, line, supersedes) VALUES
 (1,2,1,1,1,2,'2025-04-11',1,1273.0,'1273',1264.0,1282.5,0.95,NULL,2500,32,NULL,3,NULL,NULL,NULL,11,2,NULL),
 (2,3,2,1,1,2,'2025-04-06',1,1417.0,'1417 +13/-12',1405.0,1430.0,0.95,NULL,NULL,2,NULL,3,NULL,NULL,NULL,11,3,NULL),
 (3,3,2,1,1,2,'2025-04-11',1,1403.0,'1403',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,NULL,NULL,NULL,11,4,NULL),
 (4,3,2,1,1,3,'2025-04-11',1,1399.5,'1399.5',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,NULL,NULL,NULL,11,5,NULL),
 (5,4,1,2,2,4,'2025-04-05',1,80.0,'80.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,11,6,NULL),
 (6,5,1,2,3,1,'2025-04',1,0.8,'0.80',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,11,7,NULL),
 (7,6,NULL,2,2,1,'2025-04-20',1,57.2,'57.2',NULL,NULL,NULL,0.5,NULL,NULL,NULL,2,'first_party','p. 3','n=500',11,8,NULL),
 (8,1,1,2,2,1,'2025',1,60.0,'60',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,9,NULL),
 (9,7,3,2,2,1,'2025',1,61.0,'61',NULL,NULL,NULL,NULL,NULL,NULL,'2024-12',NULL,NULL,NULL,NULL,11,10,NULL),
 (10,8,NULL,2,4,1,'2025-04-20',1,0.1,'0.1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,11,NULL),
 (11,9,1,2,4,1,'2025-04-22',1,1e+20,'1e+20',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,12,NULL),
 (12,9,1,2,4,1,'2025-04-23',1,2e-05,'0.00002',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,13,NULL),
 (13,9,1,2,4,1,'2025-04-24',1,0.1234567890123456,'0.1234567890123456',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,14,NULL),
 (14,9,1,2,4,1,'2025-04-25',1,0.0,'-0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,15,NULL),
 (15,9,1,2,4,1,'2025-04-26',1,-3.0,'−3',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,16,NULL),
 (16,9,1,2,4,1,'2025-04-27',1,123456789012345.0,'123456789012345',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,17,NULL),
 (17,10,3,2,4,1,'2025-04-22',1,6.2,'6.20',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,18,NULL),
 (18,10,3,2,4,1,'2025-04-22',2,6.37,'6.37',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11,19,NULL),
 (19,11,1,2,2,1,'2025-02',1,70.0,'70',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'no day printed: the day is the source''s',NULL,11,20,NULL),
 (20,2,1,1,1,2,'2025-04-18',1,1275.0,'1275',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,NULL,NULL,NULL,15,5,NULL),
 (21,3,2,1,1,2,'2025-04-06',2,1418.0,'1418',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,NULL,NULL,NULL,15,2,2),
 (22,10,3,2,4,1,'2025-04-22',3,6.4,'6.4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,15,4,18),
 (23,3,2,1,1,2,'2025-04-06',3,1417.0,'1417 +13/-12',1405.0,1430.0,0.95,NULL,NULL,2,NULL,3,NULL,NULL,NULL,16,2,21);
INSERT INTO snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on) VALUES
 (1,2,2,4,'2025-04-05'),
 (1,2,3,1,'2025-04'),
 (3,1,1,2,'2025-04-06'),
 (3,1,1,2,'2025-04-11'),
 (3,1,1,2,'2025-04-18'),
 (3,1,1,3,'2025-04-11'),
 (5,2,2,1,'2025'),
 (5,2,2,1,'2025-04-20'),
 (5,2,4,1,'2025-04-20'),
 (6,2,4,1,'2025-04-22'),
 (6,2,4,1,'2025-04-23'),
 (6,2,4,1,'2025-04-24'),
 (6,2,4,1,'2025-04-25'),
 (6,2,4,1,'2025-04-26'),
 (6,2,4,1,'2025-04-27'),
 (8,2,2,1,'2025-02');
INSERT INTO statements(id, slug, kind, topic, speaker, organization_id, said_on, text, reply_to_id, source_id, basis) VALUES
 (1,'said','allegation','contamination','somebody',NULL,'2025-04-07','It is said.',NULL,4,'direct'),
 (2,'denied','denial','contamination','somebody',1,'2025-04-08','It is denied.',1,1,'direct');
INSERT INTO statement_targets(id, statement_id, model_id) VALUES
 (1,1,1);
INSERT INTO changes(id, ingest_id, table_name, row_key, column_name, old_value, new_value) VALUES
 (1,14,'models','m','name','m','Renamed');
INSERT INTO rejects(ingest_id, line_from, line_to, column_name, code, message, raw) VALUES (15,4,5,'value','type-error','not a number',CAST('board,exp,many' AS BLOB));
COMMIT;
