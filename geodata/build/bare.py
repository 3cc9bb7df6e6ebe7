"""The bare names of curated rivers, ranges, dams and the like: "Ural" of "Ural River", "Нарын" of "река Нарын"."""

import re

KINDS = {"border_crossing", "canal", "dam", "desert", "lake", "mountain", "pass", "reservoir", "river", "valley"}
COUNTRIES = {"UZ", "KZ", "KG", "TJ", "TM", "AF", "RU", "CN", "IR", "MN", "PK"}

BEHIND = re.compile(
    r" (?:rivers?|lakes?|range|mountains|ridge|valley|gorge|pass|tunnel|(?:hydropower )?dam(?: site)?|reservoir|canal"
    r"|desert|steppe|peak|glacier|crossing|bridge|checkpoint|hydropower plant|HPP"
    r"|daryosi|koʻli|ko‘li|tizmasi|togʻlari|tog‘lari|dovoni|suv ombori|kanali|vodiysi|choʻli|cho‘li|cho‘qqisi|posti|chegara posti"
    r"|GESi|дарёси|кўли|тизмаси|тоғлари|довони|сув омбори|канали|водийси|чўли"
    r"|өзені|көлі|жотасы|су қоймасы|суусу|дарыясы|көлү|ашуусу|суу сактагычы|кырка тоосу|derýasy|köli)$", re.IGNORECASE)
BEFORE = re.compile(
    r"^(?:Lake|Mount|Peak|река|озеро|хребет|перевал|тоннель|долина|ущелье|водохранилище|плотина|канал|пустыня|ледник"
    r"|пик|гора|горы|КПП|переход|мост|пункт пропуска|дарёи|рӯди|кӯли|қаторкӯҳи|ағбаи|водии|гузаргоҳи|НБО) (?=[A-ZА-ЯЁӢҒҚҲҶЎ])")


def bare_names(kind: str, country: str, name: str):
    """The name without the word for its kind, and both ends of a crossing."""
    if kind not in KINDS or country not in COUNTRIES:
        return
    bare = BEFORE.sub("", BEHIND.sub("", name))
    if bare != name and len(bare) > 1:
        yield bare
    if kind == "border_crossing":
        yield from (end for end in bare.split(" - ") if end != name)
