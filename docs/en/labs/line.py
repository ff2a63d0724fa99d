# ---
# description: Find the line hidden in noisy points, with one linear layer and fifty steps of gradient descent.
# level: deeper
# ---

# %% [markdown]
# # A line in the noise { #line-in-noise }
#
# By the end of this lab you will have watched a network of two numbers find, by itself, the line hidden in sixty
# scattered points. To change the code as you read, [download this notebook](line.ipynb) and open it in Jupyter or
# Colab.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)

# %% [markdown]
# ## The data { #data }
#
# We make the data ourselves. It sounds like cheating, but there is a good reason: if you know the answer, you can
# check whether the network got there. The line is $y = 1.5x + 0.5$, and each point gets a random push up or down, the
# noise.

# %%
inputs = 4 * torch.rand(60, 1) - 2
noise = 0.5 * torch.randn(60, 1)
targets = 1.5 * inputs + 0.5 + noise
print(f"{inputs.shape = }")
print(f"{targets.shape = }")

# %% [markdown]
# That makes 60 *examples (exemplos)*, one a row. Each has one input, the $x$, and one *target (alvo)*, the $y$. From
# here on there are only the points: the numbers `1.5` and `0.5` appear in no further calculation.

# %% alt="Sixty points scattered in a band that rises from left to right. There clearly is a line in it, but no single point says which."
fig, ax = plt.subplots()
ax.scatter(inputs, targets, s=16, color="C1")
ax.set(xlabel="$x$", ylabel="$y$")

# %% [markdown]
# ## The model { #model }
#
# A line has two numbers: its slope, and the height at which it crosses the axis. In an `nn.Linear(1, 1)` they are
# called *weight (peso)* and *bias (viés)*, and it computes $\text{weight} \cdot x + \text{bias}$. So it is a line.
# Both numbers start as random ones.

# %%
model = nn.Linear(1, 1)
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
ends = torch.tensor([[-2.0], [2.0]])
losses, lines = [], {}
for step in range(51):
    if step in (0, 2, 5, 50):
        lines[step] = model(ends).detach()
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
ax.scatter(inputs, targets, s=16, color="C1")
for opacity, (step, line) in zip((0.25, 0.4, 0.6, 1), lines.items()):
    ax.plot(ends, line, color="C0", alpha=opacity, label=step)
ax.set(xlabel="$x$", ylabel="$y$")
ax.legend(title="step")

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
# The five lines of the loop work, with none of them changed, for a network of millions of weights.

# %% [markdown]
# ## Three things to try { #try }
#
# Change one at a time and run the notebook from the top. Before you do, say aloud what you expect to see.
#
# 1. **Another rate.** Replace `lr=0.1` by `0.5`, then by `0.7` and by `0.8`. One gets there sooner, one takes its
#    time, jumping from side to side, and one never does. [Optimizers](../optimizers/index.md) has the reason.
# 2. **Fewer points.** Replace `60` by `8` where the data are drawn, twice. The final loss is lower. Does that put the
#    line closer to the true one?
# 3. **One absurd point.** Right after the targets are made, write `targets[0] = 50`. See how far a single point pulls
#    the line, then replace `nn.MSELoss()` by `nn.L1Loss()`. The difference is explained in [Loss
#    functions](../losses/index.md).


# %% tags=["hidden"]
def trial(points=60, rate=0.1, loss_fn=loss_fn, absurd=False, steps=51):
    torch.manual_seed(0)
    inputs = 4 * torch.rand(points, 1) - 2
    targets = 1.5 * inputs + 0.5 + 0.5 * torch.randn(points, 1)
    if absurd:
        targets[0] = 50
    model = nn.Linear(1, 1)
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


truth = torch.tensor([1.5, 0.5])
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

# %% [markdown]
# ## Where to go next { #next }
#
# Where a line is not enough, it has to bend: go on to [Two moons](moons.py). To see where the gradient that moved the
# line comes from, return to [Backpropagation](../backprop/index.md). To practice with tensors, do the
# [exercises](../tensors/exercises.md).
