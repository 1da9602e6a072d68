"""What makes a bare clone live: the environment, the embedded servers, the runner. Standard library only.

``python3 -m sio.dev <command>`` runs before anything is installed; the Makefile is its thin face.
"""
