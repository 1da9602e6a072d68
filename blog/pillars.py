"""The folders of the catalogue as the blog names them: their words, and the colour of their cover.

The catalogue itself belongs to `accounts`, a neighbour: a test holds both to the same list.
"""

PILLARS = {
    "general_services": "Services généraux et administration",
    "hr_support": "Support RH",
    "wellbeing": "Bien-être au travail",
    "csr": "Responsabilité sociétale (RSE)",
    "qvct": "Qualité de vie et conditions de travail (QVCT)",
}
FAMILIES = {
    "secretariat": "Secrétariat et assistanat de direction",
    "sales_admin": "Gestion commerciale et administration des ventes",
    "pre_accounting": "Pré-comptabilité et suivi financier",
    "communication": "Communication et digital",
    "tools_automation": "Outils et automatisation",
    "legal_formalities": "Juridique et formalités (sans conseil)",
    "sector_specific": "Métiers et secteurs",
}
FOLDERS = PILLARS | FAMILIES
TONES = {slug: f"p{number}" for number, slug in enumerate(PILLARS, start=1)}


def tone(slug: str) -> str:
    """p1 to p5 for a pillar, p0 for anything else."""
    return TONES.get(slug, "p0")
