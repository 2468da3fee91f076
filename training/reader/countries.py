"""What a till prints in each country: read from `countries.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Country:
    """Printing habits of one country; `countries.toml` explains the fields."""

    code: str
    currency: str
    decimal: str
    money: tuple[str, ...]
    dates: tuple[str, ...]
    taxes: tuple[float, ...]
    taxed: bool
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[str, ...]
    phone: str
    tax_id: str
    goods: tuple[str, ...]
    thanks: tuple[str, ...]
    words: dict[str, str]


def _country(entry: dict, goods: dict, thanks: dict) -> Country:
    entry = dict(entry)
    own = entry.pop("more_thanks", [])
    entry["goods"] = [name for key in entry["goods"] for name in goods[key]]
    entry["thanks"] = [text for key in entry["thanks"] for text in thanks[key]] + own
    return Country(**{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()})


def _read() -> tuple[Country, ...]:
    table = tomllib.loads((Path(__file__).parent / "countries.toml").read_text(encoding="utf-8"))
    return tuple(_country(entry, table["goods"], table["thanks"]) for entry in table["country"])


COUNTRIES = _read()
BY_CODE = {c.code: c for c in COUNTRIES}
