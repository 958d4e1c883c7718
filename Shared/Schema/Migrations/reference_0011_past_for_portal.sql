-- A town hall is asked about a number that its past makes surprising, with the figures.
GRANT SELECT ON reference.historical_commune_deaths TO vigie_portal;
