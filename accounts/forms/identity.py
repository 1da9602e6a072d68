"""What a company and an independent share: a VAT number that must go with their SIREN."""

from typing import Any

from sio.lib.identifiers import InvalidIdentifier, clean_vat_number


class ChecksVatNumber:
    """For forms with the fields `siren` and `vat_number`."""

    def check_vat_number(self, facts: dict[str, Any]) -> None:
        number, siren = facts.get("vat_number"), facts.get("siren")
        if not (number and siren):
            return
        try:
            clean_vat_number(number, siren=siren)
        except InvalidIdentifier as error:
            self.add_error("vat_number", error.message)  # type: ignore[attr-defined]
