"""What the team is told of a bias report that waits for a signature."""

from accounts.models import User
from matching.figures.half_years import HalfYear
from matching.models import BiasReport
from notifications.messages import Message, Payload, message
from sio.lib.dates import day


@message("bias_report", label="Un rapport semestriel attend une signature", is_transactional=True)
def bias_report(user: User, payload: Payload) -> Message | None:
    report = BiasReport.objects.awaiting().filter(pk=payload["report"]).first()
    if report is None:
        return None
    label = HalfYear.named(report.half_year).label
    return Message(
        subject=f"Équité du marché\u00a0: le rapport du {label} est à signer",
        preheader="Lisez les chiffres, écrivez votre conclusion, signez.",
        happened=f"Les chiffres du {label} sont comptés. Ils attendent la conclusion d’une personne de l’équipe.",
        facts=(
            ("Période", f"du {day(report.since)} au {day(report.until)}"),
            ("À signer avant le", day(report.due_on)),
        ),
        button="Lire le rapport",
        path=report.get_absolute_url(),
        otherwise="Tant que personne n’a signé, ces chiffres ne sont pas publiés et ce rappel revient chaque semaine.",
        why="Vous recevez ce message parce que vous faites partie de l’équipe SIO.",
    )
