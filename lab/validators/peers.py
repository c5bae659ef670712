"""The peers: which are asked, in which version, and what each calls the regions that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

_EUROPE: Final = "at be bg ch cz de dk ee es fi fr gb gr hr hu ie it lt lu lv nl no pl pt ro se si sk ua"
_FAKER: Final = (
    "al:sq_AL ar:es_AR at:de_AT az:az_AZ bh:ar_BH br:pt_BR ca:en_CA ch:de_CH cl:es_CL cn:zh_CN co:es_CO "
    "de:de_DE dk:da_DK dz:ar_DZ ee:et_EE es:es_ES fi:fi_FI fr:fr_FR gb:en_GB gr:el_GR hu:hu_HU id:id_ID il:he_IL "
    "it:it_IT jo:ar_JO jp:ja_JP kr:ko_KR lt:lt_LT mk:mk_MK mx:es_MX nl:nl_NL no:no_NO nz:en_NZ ph:en_PH pl:pl_PL "
    "ps:ar_PS pt:pt_PT ro:ro_RO ru:ru_RU sa:ar_SA se:sv_SE sk:sk_SK th:th_TH tr:tr_TR tw:zh_TW ua:uk_UA us:en_US "
    "vn:vi_VN"
)
_VALIDATOR: Final = (
    "al:sq-AL ar:es-AR br:pt-BR cz:cs-CZ de:de-DE fi:fi-FI hu:hu-HU in:en-IN li:de-LI pk:en-PK pt:pt-PT se:sv-SE "
    "sg:en-SG"
)
_STATES: Final = (
    "al:alabama ak:alaska az:arizona ar:arkansas ca:california co:colorado ct:connecticut de:delaware fl:florida "
    "ga:georgia hi:hawaii id:idaho il:illinois in:indiana ia:iowa ks:kansas ky:kentucky la:louisiana me:maine "
    "md:maryland ma:massachusetts mi:michigan mn:minnesota ms:mississippi mo:missouri mt:montana ne:nebraska "
    "nv:nevada nh:newHampshire nj:newJersey nm:newMexico ny:newYork nc:northCarolina nd:northDakota oh:ohio "
    "ok:oklahoma or:oregon pa:pennsylvania ri:rhodeIsland sc:southCarolina sd:southDakota tn:tennessee tx:texas "
    "ut:utah vt:vermont va:virginia wa:washington dc:washingtonDc wv:westVirginia wi:wisconsin wy:wyoming"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A package that knows plates.

    Parameters
    ----------
    name, version : str
        As its registry has them.
    tool : str
        What installs it.
    licence : str
        That it may be run under.
    regions : Mapping of str to str
        What it calls each region of the table that it knows.
    makes : bool
        Whether it makes plates up; else it tells whether a plate is valid.
    needs : tuple of str
        Packages that it leans on, in exact versions; those of npm are left to it.
    """

    name: str
    version: str
    tool: Literal["pip", "npm"]
    licence: str
    regions: Mapping[str, str]
    makes: bool = False
    needs: tuple[str, ...] = ()


def _named(pairs: str, prefix: str = "") -> dict[str, str]:
    """Read ``ours:theirs`` pairs; one word alone is ours, and theirs in capitals."""
    split = (pair.partition(":") for pair in pairs.split())
    return {prefix + ours: theirs or ours.upper() for ours, _, theirs in split}


PEERS: Final = (
    Peer(
        "eu-licence-validator",
        "0.1.27",
        "pip",
        "MIT",
        _named("at be ch de es fr it nl pl pt"),
        needs=("wasmtime==50.0.1",),
    ),
    Peer("@codecorn/euro-plate-validator", "1.0.15", "npm", "MIT", _named(_EUROPE) | {"gb": "UK"}),
    Peer("@randock/license-plate-validator", "0.0.24", "npm", "MIT", _named("at be ch cz de fr it lu nl pl ua")),
    Peer("@brimbelle/license-plate", "2.0.0", "npm", "MIT", _named("be ch fr")),
    Peer("validator", "13.15.35", "npm", "MIT", _named(_VALIDATOR)),
    Peer("license-plate", "2.2.1", "npm", "MIT", _named("nl")),
    Peer("rdw-kenteken-check", "1.0.32", "npm", "MIT", _named("nl")),
    Peer("spanish-car-plate", "1.0.4", "npm", "MIT", _named("es")),
    Peer("placa-mercosul", "0.1.7", "npm", "MIT", _named("br")),
    Peer("colombia-validators", "1.1.2", "npm", "MIT", _named("co")),
    Peer(
        "biensoxe",
        "0.8.5",
        "pip",
        "MIT",
        _named("vn"),
        needs=("memoprop==0.2.0", "pydantic==1.10.27", "typing_extensions==4.16.0"),
    ),
    Peer(
        "brutils",
        "2.5.0",
        "pip",
        "MIT",
        _named("br"),
        needs=("holidays==0.98", "num2words==0.5.14", "docopt==0.6.2", "python-dateutil==2.9.0.post0", "six==1.17.0"),
    ),
    Peer("dz-format", "0.1.0", "pip", "MIT", _named("dz")),
    Peer("naija-data", "1.0.0", "pip", "MIT", _named("ng")),
    Peer("faker", "40.63.0", "pip", "MIT", _named(_FAKER), makes=True),
    Peer("license-plate-serial-generator", "1.1.0", "npm", "MIT", _named(_STATES, "us-"), makes=True),
)
"""In the order in which the documents list them."""
