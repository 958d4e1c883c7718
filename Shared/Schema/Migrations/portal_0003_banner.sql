-- One row, or none: what all pages say above everything else. Set by vigiectl alone.
CREATE TABLE portal.banner (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
    set_at timestamptz NOT NULL DEFAULT now()
);
