"""How gunicorn serves SIO in production (docs/decisions says why threads): two workers of four threads per pair of cores."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
timeout = 30
graceful_timeout = 30
keepalive = 15
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
