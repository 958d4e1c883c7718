GRANT USAGE ON SCHEMA reference TO vigie_ingest, vigie_aggregation, vigie_alerting, vigie_map_rendering, vigie_portal;
GRANT SELECT ON reference.department, reference.commune, reference.state
    TO vigie_ingest, vigie_aggregation, vigie_alerting, vigie_map_rendering, vigie_portal;
GRANT SELECT ON reference.api_key TO vigie_ingest, vigie_portal;
GRANT SELECT ON reference.commune_neighbour TO vigie_alerting, vigie_map_rendering;
GRANT SELECT ON reference.historical_deaths, reference.historical_commune_deaths TO vigie_alerting;
