"""What a teacher carries into the room, made from the notebooks: ``python -m nncourse teach FOLDER``."""
