"""Chapter 09 · Schedules: a learning rate for each step, long ones first and short ones last."""

import math

from nnlib.checks import check_number, check_whole


def half_cosine(start, end, done):
    """Return what lies between two numbers along half a cosine: flat at both ends, steepest in the middle.

    Parameters
    ----------
    start, end : float
        The values where `done` is 0 and where it is 1.
    done : float from 0 to 1
        The part of the way that is already covered.

    Returns
    -------
    float
    """
    return end + (start - end) * (1 + math.cos(math.pi * done)) / 2


def cosine_decay(peak, steps):
    """Return a schedule that falls from the peak to a thousandth of it, along half a cosine (Loshchilov, Hutter, 2017).

    The same as ``torch.optim.lr_scheduler.CosineAnnealingLR(…, T_max=steps - 1, eta_min=peak / 1000)``.

    Parameters
    ----------
    peak : float above 0
        The rate of the first step.
    steps : int, at least 2
        Of the whole training. Later steps keep the lowest rate.

    Returns
    -------
    function of the step, counted from 0
    """
    check_number("peak", peak, above=0)
    check_whole(steps=steps, least=2)
    peak = float(peak)

    def rate(step):
        done = min(step / (steps - 1), 1)
        return half_cosine(peak, peak / 1000, done)

    return rate


def one_cycle(peak, steps):
    """Return a schedule that rises from a tenth of the peak, and then falls to a thousandth of it (after Smith, 2018).

    It rises in the first quarter of the steps, both ways along half a cosine: the two phases of the fastai library. The
    same as ``torch.optim.lr_scheduler.OneCycleLR(…, max_lr=peak, total_steps=steps, pct_start=0.25,
    div_factor=10, final_div_factor=100)`` without its momentum.

    Parameters
    ----------
    peak : float above 0
    steps : int, at least 2
        Of the whole training. Later steps keep the lowest rate.

    Returns
    -------
    function of the step, counted from 0
    """
    check_number("peak", peak, above=0)
    check_whole(steps=steps, least=2)
    peak = float(peak)
    top = max(0.25 * steps - 1, 0)

    def rate(step):
        if step < top:
            return half_cosine(peak / 10, peak, step / top)
        done = min((step - top) / (steps - 1 - top), 1)
        return half_cosine(peak, peak / 1000, done)

    return rate
