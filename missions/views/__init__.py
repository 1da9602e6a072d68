"""The pages of missions: find the thing through `visible_to`, call one service or queryset, render."""
