#!/usr/bin/env python3
"""Builds the table of models that ships with this module, models.tsv, out of two sources of figures:

  prices-genai-prices   prices with history and tiers, and the names by which providers know a model
  prices-models-dev     limits, modalities, capabilities, dates, and prices of many more models

usage: models.py [FOLDER_OF_BOTH]      (default: PIUP_DATA, else ../shared/data beside the checkout)

Only providers that have a row in providers.yaml are kept. What the columns mean is said in the table's head. Of two prices
that differ, the one of genai-prices counts, as it has a history. What a model has not is kept only where nobody says that it
has it: of many resellers' rows and of some makers' (gpt-3.5-turbo's tools) it is not true. The order of everything is fixed:
a refresh is a readable diff.
"""

import json
import os
import pathlib
import re
import sys
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
RESOURCES = HERE.parent / "src/main/resources/io/piuptime/catalog"

HEAD = """\
# Models, one a line under its provider's [name]. Built by catalog/build/models.py; do not edit.
# Figures from genai-prices and models.dev, see NOTICE.
# Columns, parted by tabs: id; title; other names, a * stands for any text; limits in tokens: context/input/output;
# modalities in>out, by letter: text image audio video pdf; traits: Tools Reasoning Schema Parameter-temperature Attachments
# open-Weights, small letters for what it has not, nothing for what is not known; stage: alpha, beta, deprecated;
# day of release; knowledge until; prices, as io.piuptime.model.price.PriceText reads them.
"""

# Providers whose name differs here. A source's provider that is not named in providers.yaml is left out.
OF_MODELS_DEV = {
    "amazon-bedrock": "bedrock",
    "fireworks-ai": "fireworks",
    "novita-ai": "novita",
    "togetherai": "together",
    "wafer.ai": "wafer-ai",
}
OF_GENAI_PRICES = {"aws": "bedrock", "voyageai": "voyage", "x-ai": "xai"}

# Providers that sell what others list: their prices are looked up there.
SELLS = {"google-vertex": ["google", "anthropic"]}

# A price found for a model by a pattern counts against the model's own one only here: elsewhere patterns take in too much.
TRUSTED_PATTERNS = {"bedrock"}

# Prices that have not been looked at for a year: those of models.dev follow them from the day they name.
OUTDATED = {("deepseek", "deepseek-chat"), ("deepseek", "deepseek-reasoner")}

ROUTED = "huggingface_"

# Providers at which 0 is what an exchange costs: plans paid by the month, trials, software on one's own machine.
NOT_BY_TOKEN = re.compile(r".*-plan(-.*)?$|kimi-for-coding|lmstudio|github-models|nvidia|llama|modelscope|iflowcn")
FREE_MODEL = re.compile(r".*free|glm-4\.[57]-flash")

UNITS = {
    "input_mtok": "in",
    "output_mtok": "out",
    "cache_read_mtok": "read",
    "cache_write_mtok": "write",
    "cache_write_5m_mtok": "write",
    "cache_write_1h_mtok": "write1h",
    "output_reasoning_mtok": "reason",
    "input_audio_mtok": "audio-in",
    "output_audio_mtok": "audio-out",
    "cache_audio_read_mtok": "audio-read",
    "input_image_mtok": "image-in",
    "output_image_mtok": "image-out",
    "cache_image_read_mtok": "image-read",
    "input_video_mtok": "video-in",
    "output_video_mtok": "video-out",
    "output_citation_mtok": "cite",
    "requests_kcount": "request",
    "web_searches_kcount": "search",
    # the names of models.dev
    "input": "in",
    "output": "out",
    "cache_read": "read",
    "cache_input": "read",
    "cached_input": "read",
    "cache_write": "write",
    "cached_write": "write",
    "reasoning": "reason",
    "input_audio": "audio-in",
    "output_audio": "audio-out",
    "image": "image-out",
    "citation": "cite",
    "request": "request",
}
BY_THE_THOUSAND = {"request", "search"}
ORDER = list(dict.fromkeys(UNITS.values()))

MODALITIES = {"text": "t", "image": "i", "audio": "a", "video": "v", "pdf": "p"}
TRAITS = [
    ("tool_call", "T"),
    ("reasoning", "R"),
    ("structured_output", "S"),
    ("temperature", "P"),
    ("attachment", "A"),
    ("open_weights", "W"),
]

# Traits of which a wrong no would keep requests away from a model.
DISPUTED = ["tool_call", "structured_output"]


def amount(usd, unit):
    """A price without the noise of binary fractions, to nine decimals, by the million or by the piece."""
    value = Decimal(repr(usd))
    if -value.as_tuple().exponent > 12:
        value = round(value, 12)
    value = round(value, 9)
    if unit in BY_THE_THOUSAND:
        value = value / 1000
    if value < 0:
        raise ValueError(f"{unit}: {usd} (expected: >= 0)")
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


class Price:
    """One price: rates by unit, rates by tier's threshold, rates by service, and when it holds."""

    def __init__(self, rates, tiers=None, services=None, when=()):
        self.rates, self.tiers, self.services, self.when = rates, tiers or {}, services or {}, list(when)

    def text(self):
        words = list(self.when) + spelled(self.rates)
        for above in sorted(self.tiers):
            words += [f">{above}"] + spelled(self.tiers[above])
        for service in sorted(self.services):
            words += [f"@{service}"] + spelled(self.services[service])
        return " ".join(words)

    def with_hour_writes(self):
        """Anthropic charges twice the input price to keep a cache for an hour, wherever its models are sold."""
        for rates in [self.rates, *self.tiers.values(), *self.services.values()]:
            if "write" in rates and "in" in rates and "write1h" not in rates:
                rates["write1h"] = f"{Decimal(rates['in']) * 2:f}"
        return self


def spelled(rates):
    return [f"{unit}={rates[unit]}" for unit in ORDER if unit in rates]


def rates_of(cost):
    rates = {}
    for key, value in cost.items():
        if key in UNITS and isinstance(value, (int, float)):
            rates.setdefault(UNITS[key], amount(value, UNITS[key]))
    return rates


# ---- genai-prices --------------------------------------------------------------------------------------------------


def genai_price(prices, when=()):
    unknown = set(prices) - set(UNITS)
    if unknown:
        raise ValueError(f"units {sorted(unknown)} (expected: those of UNITS)")
    rates, tiers = {}, {}
    for key, value in prices.items():
        unit = UNITS[key]
        if not isinstance(value, dict):
            rates[unit] = amount(value, unit)
            continue
        rates[unit] = amount(value["base"], unit)
        for tier in value["tiers"]:
            tiers.setdefault(tier["start"], {})[unit] = amount(tier["price"], unit)
    return Price(rates, tiers, when=when)


def genai_prices(model):
    prices = model["prices"]
    if not prices:
        return [Price({"in": "0", "out": "0"})] if FREE_MODEL.fullmatch(model["id"].lower()) else []
    if isinstance(prices, dict):
        return [genai_price(prices)]
    listed = []
    for one in prices:
        constraint = one.get("constraint", {})
        when = []
        if "start_date" in constraint:
            when.append("from=" + constraint["start_date"])
        if "start_time" in constraint:
            when.append("hours=" + "-".join(constraint[k][:5] for k in ("start_time", "end_time")))
        listed.append(genai_price(one["prices"], when))
    return listed


def patterns(clause):
    """A clause as names with stars. What stars cannot say, a date at the end, the reader understands by itself."""
    (kind, value), = clause.items()
    if kind == "or":
        return [pattern for part in value for pattern in patterns(part)]
    if kind == "regex":
        return []
    return [{"equals": "{}", "starts_with": "{}*", "ends_with": "*{}", "contains": "*{}*"}[kind].format(value)]


def matches(clause, name):
    (kind, value), = clause.items()
    if kind == "or":
        return any(matches(part, name) for part in value)
    if kind == "regex":
        return re.search(value, name) is not None
    value = value.lower()
    return {
        "equals": name == value,
        "starts_with": name.startswith(value),
        "ends_with": name.endswith(value),
        "contains": value in name,
    }[kind]


def read_genai(folder):
    """Models of genai-prices by our provider: (id, title, patterns, context, deprecated, prices, clause)."""
    providers = {}
    for provider in json.loads((folder / "new_data/v2/data.json").read_text()):
        name, suffix = OF_GENAI_PRICES.get(provider["id"], provider["id"]), ""
        if name.startswith(ROUTED):
            name, suffix = "huggingface", ":" + name[len(ROUTED):]
        models = providers.setdefault(name, [])
        for model in provider["models"]:
            clause = model["match"]
            names = [] if suffix else [p for p in patterns(clause) if p != model["id"] and not re.search(r"\s", p)]
            models.append({
                "id": model["id"] + suffix,
                "title": model.get("name", ""),
                "names": list(dict.fromkeys(names)),
                "context": model.get("context_window"),
                "deprecated": model.get("deprecated", False),
                "prices": genai_prices(model),
                "clause": {"equals": model["id"] + suffix} if suffix else clause,
            })
    return providers


# ---- models.dev ----------------------------------------------------------------------------------------------------


def models_dev_price(provider, model):
    cost = model.get("cost")
    if not cost:
        return None
    rates = rates_of(cost)
    if not any(Decimal(rate) for rate in rates.values()):
        if not NOT_BY_TOKEN.fullmatch(provider) and not FREE_MODEL.fullmatch(model["id"].lower()):
            return None
    tiers = {tier["tier"]["size"]: rates_of(tier) for tier in cost.get("tiers", [])}
    services = {}
    for mode in model.get("experimental", {}).get("modes", {}).values():
        body = mode.get("provider", {}).get("body", {})
        service = "priority" if body.get("service_tier") == "priority" else body.get("speed")
        if service in ("priority", "fast") and "cost" in mode:
            services[service] = rates_of(mode["cost"])
    return Price(rates, tiers, services)


def bare(model):
    """What a model is called by whoever has it."""
    return model["id"].lower().split("/")[-1].split(":")[0]


def disputed(described):
    """The traits that somebody says a model has, by its bare name."""
    have = {}
    for models in described.values():
        for model in models.values():
            have.setdefault(bare(model), set()).update(key for key in DISPUTED if model.get(key))
    return have


def letters(model, have):
    text = ""
    for key, letter in TRAITS:
        if key in model and (model[key] or key not in have.get(bare(model), ())):
            text += letter if model[key] else letter.lower()
    return text


def modalities(model):
    sides = [[MODALITIES[m] for m in model["modalities"][side] if m in MODALITIES] for side in ("input", "output")]
    return ">".join("".join(sorted(side, key="tiavp".index)) for side in sides)


def limits(limit):
    return "/".join(str(limit.get(key) or "") for key in ("context", "input", "output"))


# ---- both ----------------------------------------------------------------------------------------------------------


def agree(price, other):
    return all(price.rates.get(unit) == other.rates.get(unit) for unit in ("in", "out"))


def chosen(provider, model, found, exact, other):
    """The prices that count for a model of models.dev."""
    if not found or not found["prices"]:
        return [other] if other else []
    listed = [Price(dict(p.rates), p.tiers, p.services, p.when) for p in found["prices"]]
    if not other:
        return listed
    if (provider, model["id"]) in OUTDATED:
        other.when = ["from=" + model["release_date"]]
        return listed + [other]
    if exact or provider in TRUSTED_PATTERNS or any(agree(price, other) for price in listed):
        return merged(listed, other)
    return [other]


def merged(listed, other):
    """Prices of genai-prices, completed by those of models.dev where both agree on what is charged now."""
    last = listed[-1]
    if not any(word.startswith("hours=") for word in last.when):
        if agree(last, other):
            for unit, rate in other.rates.items():
                if unit not in last.rates:
                    last.rates[unit] = rate
            last.services = other.services
    return listed


def plain(title):
    """One line of ASCII: a table of single bytes is read in a fraction of the time."""
    return " ".join(title.replace("\u2013", "-").encode("ascii", "ignore").decode().split())


def row(model_id, title="", names=(), limit="//", kinds="", traits="", stage="", released="", knowledge="", prices=()):
    if "claude" in model_id.lower():
        prices = [price.with_hour_writes() for price in prices]
    columns = [
        model_id, plain(title), " ".join(names), limit, kinds, traits, stage, released, knowledge,
        " | ".join(price.text() for price in prices),
    ]
    if not "".join(columns).isascii() or any("\t" in column or "\n" in column for column in columns) or " " in model_id:
        raise ValueError(f"{model_id}: {columns} (expected: ASCII without tabs, lines or blanks)")
    return "\t".join(columns)


def rows_of(provider, described, priced, have):
    rows, used = {}, set()
    searched = list(priced.get(provider, []))
    for seller in SELLS.get(provider, []):
        searched += priced.get(seller, [])
    own = {model["id"].lower(): model for model in priced.get(provider, [])}
    for model in described.values():
        other = models_dev_price(provider, model)
        name = model["id"].lower()
        mine = own.get(name)
        found = mine or next((m for m in searched if matches(m["clause"], name)), None)
        if mine:
            used.add(mine["id"])
        prices = chosen(provider, model, found, mine is not None, other)
        stage = "deprecated" if mine and mine["deprecated"] else model.get("status", "")
        rows[model["id"]] = row(
            model["id"], model["name"], mine["names"] if mine else (), limits(model["limit"]), modalities(model),
            letters(model, have), stage, model.get("release_date", ""), str(model.get("knowledge", "")), prices)
    for model in priced.get(provider, []):
        if model["id"] not in used:
            rows[model["id"]] = row(
                model["id"], model["title"], model["names"], limits({"context": model["context"]}),
                stage="deprecated" if model["deprecated"] else "", prices=model["prices"])
    return [rows[key] for key in sorted(rows)]


def main(data):
    known = re.findall(r'^"?([a-z0-9-]+)"?:$', (RESOURCES / "providers.yaml").read_text(), re.MULTILINE)
    described = {}
    for name, provider in json.loads((data / "prices-models-dev/api.json").read_text()).items():
        described[OF_MODELS_DEV.get(name, name)] = provider["models"]
    priced = read_genai(data / "prices-genai-prices/prices")
    have = disputed(described)
    table, count, with_price = [HEAD], 0, 0
    for provider in sorted(known):
        rows = rows_of(provider, described.get(provider, {}), priced, have)
        if rows:
            table.append(f"[{provider}]\n" + "\n".join(rows) + "\n")
            count += len(rows)
            with_price += sum(not line.endswith("\t") for line in rows)
    (RESOURCES / "models.tsv").write_text("".join(table), encoding="utf-8")
    print(f"{count} models, {with_price} of them with prices, of {len(table) - 1} providers")
    print("left out:", *sorted((set(described) | set(priced)) - set(known)))


if __name__ == "__main__":
    beside = HERE.parent.parent.parent / "shared/data"
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PIUP_DATA", beside)))
