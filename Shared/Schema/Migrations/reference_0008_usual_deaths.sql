-- The door tells counts far beyond what a commune has had.
GRANT SELECT ON reference.historical_commune_deaths TO vigie_ingest;
