-- What is written every now and then to see that anything can be: a database that answers may
-- lie on a disk that takes nothing more.

CREATE TABLE pulse (
    id    BIGINT  NOT NULL PRIMARY KEY CHECK (id = 1),
    at_ms BIGINT  NOT NULL
);
