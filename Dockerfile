# One image, several services: docker-compose.yml says which command each runs.
FROM python:3.12-slim AS packages
COPY requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=sio.settings.production
RUN useradd --system --uid 10001 --no-create-home sio
COPY --from=packages /venv /venv
WORKDIR /srv/sio
COPY . .
# The settings are strict; these values only let the static files be collected, none stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgresql://build/build REDIS_URL=redis://build/0 \
    EMAIL_HOST=build DEFAULT_FROM_EMAIL=build SIO_STRIPE=off \
    python manage.py collectstatic --noinput
RUN install -d -o sio media
USER sio
EXPOSE 8000
CMD ["gunicorn", "sio.wsgi", "--config", "python:sio.serving"]
