"""The pages of the banks: editing questions, and importing documents."""
