# ---
# description: Find the line hidden in noisy points; then put a curve in its place and watch a small network bend until it fits.
# level: deeper
# ---

# %% [markdown]
# # A line and a curve { #line-in-noise }
#
# By the end of this lab you will have watched a network of two numbers find, by itself, the line hidden in sixty
# scattered points. Then the line becomes a curve, and you will see why the same network fails, which one fits instead,
# and what that one answers where it never saw a point.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

device = torch.accelerator.current_accelerator(check_available=True)
device = device or torch.device("cpu")
torch.manual_seed(0)

# %% [markdown]
# `device` is where the sums will be done: on the GPU if there is one, on the CPU if not. For sixty points it makes no
# difference. But this way the same notebook works on both, and `.to(device)` is what takes the numbers there: [The
# device in training](../training/device.md) tells the rest.
#
# ## The data { #data }
#
# We make the data ourselves. It sounds like cheating, but there is a good reason: if you know the answer, you can
# check whether the network got there. The line is $y = 1.5x + 0.5$, and each point gets a random push up or down, the
# noise.

# %%
inputs = (4 * torch.rand(60, 1) - 2).to(device)
noise = 0.5 * torch.randn(60, 1).to(device)
targets = 1.5 * inputs + 0.5 + noise
print(f"{inputs.shape = }")
print(f"{targets.shape = }")

# %% [markdown]
# That makes 60 *examples (exemplos)*, one a row. Each has one input, the $x$, and one *target (alvo)*, the $y$. From
# here on there are only the points: the numbers `1.5` and `0.5` appear in no further calculation.


# %% alt="Sixty points scattered in a band that rises from left to right. There clearly is a line in it, but no single point says which."
def draw_points(ax):
    style = {"s": 16, "color": "C1", "zorder": 2}
    ax.scatter(inputs.cpu(), targets.cpu(), **style)
    ax.set(xlabel="$x$", ylabel="$y$")


fig, ax = plt.subplots()
draw_points(ax)

# %% [markdown]
# `.cpu()` brings the numbers back to where Matplotlib reads them. Those already on the CPU stay where they are.
#
# ## The model { #model }
#
# A line has two numbers: its slope, and the height at which it crosses the axis. In an `nn.Linear(1, 1)` they are
# called *weight (peso)* and *bias (viés)*, and it computes $\text{weight} \cdot x + \text{bias}$. So it is a line.
# Both numbers start as random ones.

# %%
model = nn.Linear(1, 1).to(device)
print(f"{model.weight.item() = :.2f}")
print(f"{model.bias.item() = :.2f}")

# %% [markdown]
# ## The loss and the optimizer { #loss-and-optimizer }
#
# The *loss (perda)* says in one number how wrong the line is. The *mean squared error (erro quadrático médio)*
# measures the vertical distance from each point to the line, squares it and takes the mean. The *optimizer
# (otimizador)* will move the two numbers to bring that mean down.

# %%
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"{loss_fn(model(inputs), targets).item() = :.2f}")

# %% [markdown]
# Is that a lot? The number alone does not say. Compare it with the laziest guess there is: always answering the mean
# of the targets, without a look at $x$. A model that cannot beat it has learned nothing, and so far our random line
# is no better.

# %%
lazy_guess = targets.mean().expand_as(targets)
print(f"{loss_fn(lazy_guess, targets).item() = :.2f}")

# %% [markdown]
# ## The training { #training }
#
# All *training (treinamento)* repeats the five lines of [Your first network](../training/index.md). Here we keep the
# loss at every *step (passo)*, and at four chosen moments the line as well: its height at the two ends of the plot.

# %%
ends = torch.tensor([[-2.0], [2.0]], device=device)
losses, lines = [], {}
for step in range(51):
    if step in (0, 2, 5, 50):
        lines[step] = model(ends).detach().cpu()
    optimizer.zero_grad()
    outputs = model(inputs)
    loss = loss_fn(outputs, targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

# %% tags=["hidden"]
assert losses[0] - losses[5] > 0.9 * (losses[0] - losses[50])
assert losses[0] > 0.95 * loss_fn(lazy_guess, targets)

# %%
print(f"{losses[0] = :.2f}")
print(f"{losses[50] = :.2f}")

# %% [markdown]
# !!! predict "Predict: how far down does the loss go?"
#
#     1. To zero, given enough steps
#     2. To a number above zero, and no line does better
#     3. To a little below the lazy guess, and no further
#
#     ??? answer "See the output"
#
#         **Answer 2.** Answer 1 assumes that being less wrong is a matter of patience. But the points are not on a
#         line: the noise moved every one of them, and no line goes through them all. What is left in the loss is the
#         noise, whose mean square is close to $0.5^2$ here. Distrust a model that reaches zero on noisy data: it has
#         memorized the points.

# %% [markdown]
# ## The loss, step by step { #loss-curve }

# %% alt="Plot of the loss over fifty steps: it plunges in the first five, bends, and runs flat, above zero, to the end."
fig, ax = plt.subplots()
ax.plot(losses)
ax.set(xlabel="step", ylabel="loss", ylim=(0, None))

# %% [markdown]
# Nearly everything happens early. Far from the bottom the hill is steep, so the *gradient (gradiente)* is large, and
# the step too; near the bottom it is gentle, and the steps shrink by themselves: nobody changed the *learning rate
# (taxa de aprendizado)*.

# %% [markdown]
# ## The line finds its place { #fit }

# %% alt="The sixty points and four lines, one for each moment. At step 0 the slope is wrong; at step 2 the line already rises; at step 5 it is close; at step 50 it cuts the band of points in half."
fig, ax = plt.subplots()
draw_points(ax)
for opacity, (step, line) in zip((0.25, 0.4, 0.6, 1), lines.items()):
    ax.plot(ends.cpu(), line, color="C0", alpha=opacity, label=step)
ax.legend(title="step", loc="lower right")

# %% [markdown]
# The stronger the color, the later the line was kept. Nobody told the network what a slope is: it followed the
# gradient of two numbers, and the line turned until it lay in the middle of the band.

# %% [markdown]
# ## The weight and the bias { #weight-and-bias }
#
# Now for the answer that we put aside. And one more check: for a line there is a formula that gives the best of all
# in one go, least squares. *Gradient descent (descida do gradiente)* should arrive at the same place.

# %%
columns = torch.cat([inputs, torch.ones_like(inputs)], dim=1)
best = torch.linalg.lstsq(columns, targets).solution.flatten()
found = torch.cat([model.weight.flatten(), model.bias]).detach()
print(f"{found[0] = :.2f}")
print(f"{found[1] = :.2f}")
torch.testing.assert_close(found, best, rtol=0, atol=0.001)

# %% tags=["hidden"]
assert abs(found[0] - 1.5) < 0.1
assert abs(found[1] - 0.5) < 0.1
assert abs(loss_fn(columns @ best[:, None], targets) - losses[50]) < 0.001
assert 0.15 < noise.square().mean() < 0.35

# %% [markdown]
# `assert_close` had no complaint: both ways give the same line. It is near `1.5` and `0.5`, but not on them. That is
# not for want of training: with sixty points and this noise, this is the line that the data show. With more points it
# comes closer to the true one.
#
# Then why gradient descent, if the formula is shorter? Because the formula works for lines and their relatives alone.
# The five lines of the loop work, with none of them changed, for a network of millions of weights. For a curve, dozens
# are enough.


# %% tags=["hidden"]
def trial(points=60, rate=0.1, loss_fn=loss_fn, absurd=False, steps=51):
    torch.manual_seed(0)
    inputs = (4 * torch.rand(points, 1) - 2).to(device)
    targets = 1.5 * inputs + 0.5 + 0.5 * torch.randn(points, 1).to(device)
    if absurd:
        targets[0] = 50
    model = nn.Linear(1, 1).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses, lines = [], []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        lines.append(torch.cat([model.weight.flatten(), model.bias]).detach())
    return losses, torch.stack(lines)


truth = torch.tensor([1.5, 0.5], device=device)
torch.testing.assert_close(trial()[1][-1], found)
assert trial(rate=0.5)[0][5] < losses[5] < trial(rate=0.7)[0][5]
swings = trial(rate=0.7)[1][:10, 0] - best[0]
assert (swings[1:] * swings[:-1] < 0).all()
assert trial(rate=0.8)[0][-1] > 1000
fewer, more = trial(points=8), trial(points=6000)
assert fewer[0][-1] < losses[-1]
off = [(line - truth).norm() for line in (fewer[1][-1], found, more[1][-1])]
assert off[0] > off[1] > off[2]
pulled, robust = trial(absurd=True), trial(absurd=True, loss_fn=nn.L1Loss())
assert pulled[1][-1][1] - found[1] > 0.5
assert (robust[1][-1] - found).abs().max() < 0.1
assert (trial(absurd=True, steps=500)[1][-1] - pulled[1][-1]).abs().max() < 0.01

# %% [markdown]
# ## When a line is not enough { #curve }
#
# Another secret, and this one is not straight: $y = \sin(2x)$, a wave, with less noise. The rest is as before, sixty
# points with $x$ between $-2$ and $2$, and the first number to know is again that of the lazy guess.

# %%
torch.manual_seed(0)
inputs = (4 * torch.rand(60, 1) - 2).to(device)
noise = 0.2 * torch.randn(60, 1).to(device)
targets = torch.sin(2 * inputs) + noise
lazy_guess = targets.mean().expand_as(targets)
print(f"{loss_fn(lazy_guess, targets).item() = :.2f}")

# %% [markdown]
# The loop is the one above, inside a function, so that it serves twice. In place of the two ends it keeps the height of
# the model in 101 places, because two do not draw a curve. The first attempt is once more the line.

# %%
places = torch.linspace(-2, 2, 101, device=device).unsqueeze(1)


def train(model, optimizer, moments):
    fits = {}
    for step in range(max(moments) + 1):
        if step in moments:
            fits[step] = model(places).detach().cpu()
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return fits


# %% alt="Points that fall, rise and fall, like a wave. A line with a gentle rise runs through the middle of the wave, far from its tops and bottoms."
straight = nn.Linear(1, 1).to(device)
optimizer = torch.optim.SGD(straight.parameters(), lr=0.1)
fits = train(straight, optimizer, moments=(200,))
print(f"{loss_fn(straight(inputs), targets).item() = :.2f}")

fig, ax = plt.subplots()
draw_points(ax)
ax.plot(places.cpu(), fits[200], color="C0")

# %% [markdown]
# The line beats the lazy guess, but not by much. The training is over: this is the best of all lines, and a million
# steps would give the same one. It does not lack training, it lacks shape. A loss that stops early, far above the level
# of the noise, often says this: the model has no way to draw what the data show.

# %% tags=["hidden"]
columns = torch.cat([inputs, torch.ones_like(inputs)], dim=1)
best = torch.linalg.lstsq(columns, targets).solution
straight_loss = loss_fn(straight(inputs), targets).item()
assert straight_loss - loss_fn(columns @ best, targets).item() < 0.0001
lazy_loss = loss_fn(lazy_guess, targets).item()
assert 0.8 * lazy_loss < straight_loss < 0.9 * lazy_loss
assert straight_loss > 10 * noise.square().mean()

# %% [markdown]
# ## A network that bends { #bend }
#
# Another linear layer after the first one does not help, because [two in a row are still a
# line](../modules/activations.md#two-linears). Between them goes an *activation function (função de ativação)*, `Tanh`:
# it is nearly $-1$ far to the left, nearly $1$ far to the right, and has a ramp in the middle. The first layer gives
# sixteen copies of that ramp, each in a place and with a slope of its own; the second adds them all up, each with a
# weight. That is two numbers for each ramp, plus sixteen weights and one bias: $32 + 16 + 1 = 49$. The optimizer is
# [Adam](../optimizers/adam.md), which gets there in fewer steps than `SGD` here.

# %%
torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(1, 16),  # (N, 16)
    nn.Tanh(),
    nn.Linear(16, 1),  # (N, 1)
).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
print(f"{sum(p.numel() for p in model.parameters()) = }")

# %% alt="Four panels with the points, the true wave dashed, and what the network answers. At step 0 the network rises from left to right, in the wrong place. At 20 it has a valley and a peak, both shallow. At 50 they are deeper. At 1000 it covers the dashed wave."
fits = train(model, optimizer, moments=(0, 20, 50, 1000))
fig, axes = plt.subplots(2, 2, sharex=True, sharey=True)
fig.set_size_inches(4.2, 3.4)
for ax, (step, fit) in zip(axes.flat, fits.items()):
    ax.scatter(inputs.cpu(), targets.cpu(), s=4, color="C1", zorder=2)
    ax.plot(places.cpu(), torch.sin(2 * places).cpu(), "--", color="C2")
    ax.plot(places.cpu(), fit, color="C0")
    ax.set_title(step)

# %% [markdown]
# The dashed curve is the true wave, which the network does not see; the number on top is that of the step. At step 0
# the sixteen ramps, as chance gave them, add up to one rise. At 20 some of them pull up and others down, and a valley
# and a peak have appeared. The rest is to deepen the one and raise the other. In the last panel you can hardly tell the
# dashes from the answer.

# %%
print(f"{loss_fn(model(inputs), targets).item() = :.3f}")
print(f"{noise.square().mean().item() = :.3f}")

# %% [markdown]
# The loss is less than a tenth of what the line reached, and it came down to the level of the noise, a touch below it:
# with 49 numbers the network already follows a little of each point's push. Much further would be memorizing, and [Two
# moons](moons.py) shows what that is like.

# %% tags=["hidden"]
curve_loss = loss_fn(model(inputs), targets).item()
assert curve_loss < straight_loss / 10
assert 0.8 * noise.square().mean() < curve_loss < noise.square().mean()
truth = torch.sin(2 * places).cpu()
gap = {step: (fit - truth).abs() for step, fit in fits.items()}
assert gap[0].mean() > gap[20].mean() > gap[50].mean() > gap[1000].mean()
assert gap[1000].max() < 0.2
assert (fits[0].diff(dim=0) > 0).all()
for step in (20, 50, 1000):
    slopes = fits[step].diff(dim=0).flatten()
    assert slopes[50] > 0 > max(slopes[0], slopes[-1])
spans = [fits[step].max() - fits[step].min() for step in (20, 50, 1000)]
assert 2 * spans[0] < spans[2]
assert spans[0] < spans[1] < spans[2]
again = nn.Sequential(nn.Linear(1, 16), nn.Linear(16, 1))
x = torch.linspace(-2, 2, 9).unsqueeze(1)
assert again(x).diff(n=2, dim=0).abs().max() < 1e-5

# %% [markdown]
# ## Outside the data { #outside }
#
# All points have $x$ between $-2$ and $2$. Nothing stops you from asking for the answer at $4$: the network computes
# it, as it does anywhere. The true wave is close to $1$ there.

# %% alt="The dashed wave runs from minus 4 to 4. The network's answer follows it where there are points, from minus 2 to 2. To the left of them it goes on rising, away from the wave; to the right it goes on falling, far from the wave, and flattens out."
far = torch.linspace(-4, 4, 201, device=device).unsqueeze(1)
with torch.inference_mode():
    answers = model(far).cpu()
answer, wave = answers[-1].item(), torch.sin(2 * far[-1]).item()
print(f"{answer = :.2f}")
print(f"{wave = :.2f}")

fig, ax = plt.subplots()
draw_points(ax)
ax.plot(far.cpu(), torch.sin(2 * far).cpu(), "--", color="C2")
ax.plot(far.cpu(), answers, color="C0")

# %% [markdown]
# !!! predict "Predict: what does the network answer at $x = 4$, where it never saw a point?"
#
#     1. Close to $1$: it learned the wave
#     2. Close to $0$: where it does not know, it takes no risk
#     3. A number below all the targets that it saw
#
#     ??? answer "See the output"
#
#         **Answer 3.** The network did not learn that there was a wave; it learned to have that height in those places.
#         Past the last point, the ramps that were falling go on falling until each one reaches its end, and from there
#         the answer is flat. Answer 2 would be wise, but nothing in training rewards caution: the number looks the same
#         inside and outside the data, with no warning. Trust a network where there were similar data, and nowhere else.

# %% tags=["hidden"]
assert answer < targets.min().item() - 0.5
assert answers[0].item() > targets.max().item()
inside = (far.abs() <= inputs.abs().max()).flatten().cpu()
assert (answers - torch.sin(2 * far).cpu())[inside].abs().max() < 0.25
beyond = torch.tensor([[4.0], [10.0], [100.0], [1000.0]], device=device)
heights = model(beyond).detach().flatten().cpu()
assert heights.diff().abs()[-1] < 0.01
tops = model[:2](beyond[-1:]).detach().abs().cpu()
assert tops.min() > 0.99

# %% [markdown]
# ## Three things to try { #try }
#
# Change one at a time and run the notebook from the top. Before you do, say aloud what you expect to see.
#
# 1. **Another rate.** In the section [The loss and the optimizer](#loss-and-optimizer), replace `lr=0.1` by `0.5`,
#    then by `0.7` and by `0.8`. One gets there sooner, one takes its time, jumping from side to side, and one never
#    does. With the last two `assert_close` stops the notebook, and rightly: the line is not in its place. [Learning
#    rate](../optimizers/learning-rate.md#parabola) has the reason.
# 2. **One absurd point.** In the section [The data](#data), right after the targets are made, write `targets[0] = 50`.
#    See how far a single point pulls the line, then replace `nn.MSELoss()` by `nn.L1Loss()`. The difference is
#    explained in [One typing error](../losses/regression.md#outlier). With `L1Loss`, `assert_close` stops the notebook,
#    and rightly: least squares no longer give the same line.
# 3. **Another bend.** In the network for the curve, replace `nn.Tanh()` by `nn.ReLU()`. The final loss is nearly the
#    same. Look for corners in the last of the four panels, and say why the answer is no longer flat outside the data.


# %% tags=["hidden"]
def bent(make, optimizer=torch.optim.Adam, rate=0.02):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(1, 16), make(), nn.Linear(16, 1)).to(device)
    train(net, optimizer(net.parameters(), lr=rate), moments=(1000,))
    return net


torch.testing.assert_close(bent(nn.Tanh)(far).detach().cpu(), answers)
for rate in (0.05, 0.1, 0.2):
    assert loss_fn(bent(nn.Tanh, torch.optim.SGD, rate)(inputs), targets).item() > 1.05 * curve_loss
cornered = bent(nn.ReLU)
assert abs(loss_fn(cornered(inputs), targets).item() - curve_loss) < 0.01
ahead = cornered(torch.arange(4.0, 9.0, device=device).unsqueeze(1)).detach().diff(dim=0)
assert ahead.max() < -1
assert (ahead - ahead[0]).abs().max() < 0.1

# %% [markdown]
# ## Where to go next { #next }
#
# Here the network answered with a number; in [Two moons](moons.py) it picks a side. To see where the gradient that
# moved the line comes from, return to [Backpropagation](../backprop/index.md). To practice with tensors, do the
# [exercises](../tensors/exercises.md).
