from django.urls import URLPattern, path

from billing.enums import Endpoint
from billing.views import bills, invoices, mandates, payouts, webhooks

app_name = "billing"

urlpatterns: list[URLPattern] = [
    # /reglements/
    path("reglements/<uuid:public_id>/", bills.bill, name="bill"),
    path("reglements/<uuid:public_id>/payer/", bills.pay, name="pay"),
    path("reglements/<uuid:public_id>/attente/", bills.wait, name="wait"),
    # /factures/
    path("factures/", invoices.InvoiceList.as_view(), name="invoices"),
    path("factures/<uuid:public_id>/pdf/", invoices.pdf, name="invoice_pdf"),
    path("factures/<uuid:public_id>/accepter/", invoices.accept, name="invoice_accept"),
    path("factures/<uuid:public_id>/contester/", invoices.contest, name="invoice_contest"),
    # /versements/
    path("versements/", payouts.payouts, name="payouts"),
    path("versements/inscription/", payouts.start, name="payouts_start"),
    path("versements/attente/", payouts.wait, name="payouts_wait"),
    path("versements/retour/", payouts.come_back, name="payouts_return"),
    # /mandat/
    path("mandat/", mandates.mandate, name="mandate"),
    path("mandat/revoquer/", mandates.revoke, name="mandate_revoke"),
    # /webhooks/
    *(
        path(
            f"webhooks/stripe/{endpoint}/",
            webhooks.stripe_webhook,
            {"endpoint": endpoint},
            name=f"webhook_{endpoint}",
        )
        for endpoint in Endpoint
    ),
]
