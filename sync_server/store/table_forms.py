"""How every table is declared: names of constraints, whole numbers of 64 bits, STRICT on SQLite."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)

# STRICT tables of SQLite know INTEGER only, and theirs has 64 bits; PostgreSQL's has 32.
WHOLE = BigInteger().with_variant(Integer, "sqlite")


def new_table(
    name: str, *parts: Column[int] | Column[str] | Column[bytes] | CheckConstraint | ForeignKeyConstraint
) -> Table:
    """Declare a table."""
    return Table(name, METADATA, *parts, sqlite_strict=True)


def ms(name: str, *, nullable: bool = False) -> Column[int]:
    """Declare a column of Unix time in ms."""
    return Column(name, WHOLE, nullable=nullable)
