from django.apps import AppConfig


class SioConfig(AppConfig):
    name = "sio"
    verbose_name = "SIO"
