# ---
# description: Train two networks to read handwritten digits, compare them with a rule that needs no network, and see where the better one errs.
# level: deeper
# ---

# %% [markdown]
# # Handwritten digits { #handwritten-digits }
#
# By the end of this lab you will have a network that reads a handwritten digit and is right on at least 97 out of 100
# that it never saw, and you will know what that number hides. On your own computer, install the package `scikit-learn`
# first; Colab has it already.

# %%
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset, random_split

device = torch.accelerator.current_accelerator(check_available=True)
device = device or torch.device("cpu")

# %% [markdown]
# ## The data { #data }
#
# With scikit-learn comes a small and famous [*dataset (conjunto de
# dados)*](https://scikit-learn.org/stable/datasets/toy_dataset.html): 1797 images of 8 by 8 points, taken from forms
# that people filled in before 1998. Each image is a table in which `0` is blank paper and `16` is full ink, and
# each has a *label (rótulo)*, the digit that the person meant to write.

# %%
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)
labels = torch.tensor(digits.target)
print(f"{images.shape = }")
print(f"{labels[0] = }")
print(images[0].int())

# %% [markdown]
# `device` is the GPU if there is one, or the CPU, as in [A line and a curve](line.py); the images go there in the next
# section. As for the table, squint: the zeros in the middle are the hole of a `0`. This is what the network is given,
# the table. We prefer to see fifty at once, in five rows of ten, glued into a single image, each in a frame of one
# point. Two changes of shape do the gluing, both from [Changing the
# shape](../tensors/reshaping.md).


# %% alt="Fifty digits in five rows of ten. The first three rows hold the digits 0 to 9 in order; the last two, in no order. They are coarse, but readable."
def mosaic(images, columns=10):
    framed = F.pad(images, (1, 1, 1, 1))  # (..., 10, 10)
    rows = framed.reshape(-1, columns, 10, 10)
    return rows.transpose(1, 2).reshape(-1, 10 * columns)


fig, ax = plt.subplots()
ax.imshow(mosaic(images[:50]), interpolation="none")
ax.axis("off")

# %% [markdown]
# Notice that the first three rows run from `0` to `9`, three times over: one person filling in one form. We will come
# back to this, for it is where the surprise of the lab lies.

# %% tags=["hidden"]
assert images.shape == (1797, 8, 8)
assert (images.min(), images.max()) == (0, 16)
assert labels[:30].tolist() == 3 * list(range(10))
assert "13\nto the test set" in digits.DESCR

# %% [markdown]
# ## Three parts { #split }
#
# Dividing by 16 brings the ink between 0 and 1, and `unsqueeze` makes the *dimension (dimensão)* of the channel, which
# the [*convolution (convolução)*](../modules/convolution.md) will ask for. The three parts are drawn with a generator
# that has a *seed (semente)*, as in [Training, validation and test](../training/validation.md#split): 997 images teach,
# 400 serve to choose, and the other 400 stay closed until the end. A `[:]` on a part returns all its images and all its
# labels.

# %%
inputs = (images.unsqueeze(1) / 16).to(device)  # (N, 1, 8, 8)
labels = labels.to(device)
dataset = TensorDataset(inputs, labels)
sizes = [997, 400, 400]
generator = torch.Generator().manual_seed(0)
train_set, val_set, test_set = random_split(dataset, sizes, generator)
train_inputs, train_labels = train_set[:]
val_inputs, val_labels = val_set[:]

# %% [markdown]
# ## Before any network { #baselines }
#
# How far do you get while learning next to nothing? The laziest *baseline (linha de base)* always answers the
# commonest digit of the *training set (conjunto de treino)*. *Accuracy (acurácia)*, the fraction of right answers, is
# measured on the *validation set (conjunto de validação)*.

# %%
commonest = train_labels.bincount().argmax()
same_score = (val_labels == commonest).float().mean().item()
print(f"{commonest.item() = }")
print(f"{same_score = :.3f}")

# %% [markdown]
# One in ten, as you would expect of ten classes of nearly equal size. Let us ask for more. Take the mean of all the
# zeros in the training set, of all the ones, and so on: ten composite portraits.

# %% alt="Ten blurred images in two rows of five: the mean of each digit from 0 to 9. The 0 and the 4 are clear; the 5, the 8 and the 9 are nearly smudges."
by_digit = [train_inputs[train_labels == digit] for digit in range(10)]
means = torch.stack([examples.mean(dim=0) for examples in by_digit])
fig, ax = plt.subplots()
ax.imshow(mosaic(means.cpu(), columns=5), interpolation="none")
ax.axis("off")

# %% [markdown]
# A new image gets the name of the portrait it is closest to. `flatten(1)` stretches each image into 64 numbers,
# `torch.cdist` measures the distance from each image to each portrait, and `argmin` picks the nearest.

# %%
distances = torch.cdist(val_inputs.flatten(1), means.flatten(1))
nearest = distances.argmin(dim=1)
nearest_score = (nearest == val_labels).float().mean().item()
print(f"{nearest_score = :.3f}")

# %% tags=["hidden"]
assert 0.08 < same_score < 0.12
assert 0.86 < nearest_score < 0.92

# %% [markdown]
# Close to nine in ten, with no *training (treinamento)* and no *gradient (gradiente)*, in a few lines. This is the
# number to beat. A network that reached 80% on digits, which many would celebrate, would lose to ten means.

# %% [markdown]
# ## Train and measure { #train-and-measure }
#
# Both networks will use the same two functions. The *loss (perda)* is [cross-entropy](../losses/multiclass.md), which
# is given one number per class, and the network's answer is the class of the largest number. `train` teaches with the
# first part it receives; after each *epoch (época)*, it notes the accuracy on every one of the parts. The line with `@`
# above `accuracy` holds for the whole function: nothing is kept there for gradients.

# %%
loss_fn = nn.CrossEntropyLoss()


@torch.inference_mode()
def accuracy(model, dataset):
    model.eval()
    inputs, labels = dataset[:]
    return (model(inputs).argmax(dim=1) == labels).float().mean().item()


# %%
def train(model, *parts, epochs=25):
    loader = DataLoader(parts[0], batch_size=64, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    history = []
    for epoch in range(epochs):
        model.train()
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss_fn(model(inputs), labels).backward()
            optimizer.step()
        history.append([accuracy(model, part) for part in parts])
    return history


# %% [markdown]
# ## A perceptron { #perceptron }
#
# The first network stretches the image into a row of 64 numbers and puts it through two linear *layers (camadas)*,
# with a ReLU between them. This is the multilayer perceptron. It does not know that point 9 lies below point 1: to it
# they are 64 numbers without neighbors.


# %%
def make_perceptron():
    return nn.Sequential(
        nn.Flatten(),  # (N, 64)
        nn.Linear(64, 80),
        nn.ReLU(),
        nn.Linear(80, 10),
    )


# %%
torch.manual_seed(0)
perceptron = make_perceptron().to(device)
count = sum(p.numel() for p in perceptron.parameters())
print(f"{count = }")
histories = {"perceptron": train(perceptron, train_set, val_set)}
score = accuracy(perceptron, val_set)
print(f"{score = :.3f}")

# %% [markdown]
# Well above the portraits, with some six thousand *parameters (parâmetros)*.

# %% [markdown]
# ## A convolutional network { #convolutional }
#
# The second spends nearly the same number of parameters in another way. Each *filter (filtro)* of a
# [convolution](../modules/convolution.md#slide) looks at 3 by 3 neighboring points and travels over the whole image;
# the *pooling* halves what comes out. At the end a linear layer looks at 128 numbers and decides.


# %%
def make_convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),  # (N, 16, 8, 8)
        nn.ReLU(),
        nn.MaxPool2d(2),  # (N, 16, 4, 4)
        nn.Conv2d(16, 32, 3, padding=1),  # (N, 32, 4, 4)
        nn.ReLU(),
        nn.MaxPool2d(2),  # (N, 32, 2, 2)
        nn.Flatten(),  # (N, 128)
        nn.Linear(128, 10),
    )


# %%
torch.manual_seed(0)
convolutional = make_convolutional().to(device)
count = sum(p.numel() for p in convolutional.parameters())
print(f"{count = }")
histories["convolutional"] = train(convolutional, train_set, val_set)
score = accuracy(convolutional, val_set)
print(f"{score = :.3f}")

# %% tags=["hidden"]
val_accuracies = {
    "perceptron": accuracy(perceptron, val_set),
    "convolutional": accuracy(convolutional, val_set),
}
assert nearest_score + 0.05 < val_accuracies["perceptron"]
assert val_accuracies["perceptron"] < val_accuracies["convolutional"]
counts = [sum(p.numel() for p in model.parameters()) for model in (perceptron, convolutional)]
assert all(6000 < count < 6100 for count in counts)

# %% [markdown]
# ## The curves { #curves }

# %% alt="Four accuracy curves over 25 epochs. Dashed, the training curves of both networks, which come close to 1. Solid, the validation curves: both rise fast and stop below that, the convolutional network's higher than the perceptron's."
fig, ax = plt.subplots()
for number, (name, history) in enumerate(histories.items()):
    train_curve, val_curve = torch.tensor(history).mT
    ax.plot(train_curve, "--", color=f"C{number}")
    ax.plot(val_curve, color=f"C{number}", label=name)
ax.set(xlabel="epoch", ylabel="accuracy", ylim=(0.85, 1.005))
ax.legend()

# %% tags=["hidden"]
for history in histories.values():
    train_curve, val_curve = torch.tensor(history).mT
    assert train_curve[-1] > 0.99
    assert (train_curve[-5:] > val_curve[-5:]).all()
gaps = [torch.tensor(history[-5:]).mean(dim=0) @ torch.tensor([1.0, -1.0]) for history in histories.values()]
assert gaps[1] < gaps[0]

# %% [markdown]
# Dashed is training, solid is validation. Both networks end up knowing the 997 images almost by heart, and the gap
# down to the solid curve is *overfitting (sobreajuste)*. The convolutional network has the smaller gap: a filter that
# learned a stroke in one corner knows it in all the others, so there is less left to memorize. It is the validation
# set that chooses, and it has chosen.

# %% [markdown]
# ## One point to the side { #one-point }
#
# The same filter everywhere: does the convolutional network then recognize the digit wherever it stands? Let us push
# all the validation images one point to the right. `F.pad` adds a blank column on the left and takes away the last
# one on the right, where there is hardly ever any ink. You would read them all and notice no difference.

# %%
moved_set = TensorDataset(F.pad(val_inputs, (1, -1)), val_labels)
print(f"perceptron {accuracy(perceptron, moved_set):.3f}")
print(f"convolutional {accuracy(convolutional, moved_set):.3f}")

# %% [markdown]
# !!! predict "Predict: how much of the convolutional network's accuracy is left?"
#
#     1. Nearly all: the filter follows the digit
#     2. More than half, but far from what it was
#     3. About one in ten: it is reduced to guessing
#
#     ??? answer "See the output"
#
#         **Answer 2.** The convolution follows the movement, but it [does not ignore
#         it](../modules/convolution.md#edges), and the linear layer at the end reads fixed places: the stroke that it
#         expected in one quarter turned up in another. Pooling forgives a part of that, so answer 3 is too gloomy. The
#         perceptron, for which each point is a world of its own, does worse: it is wrong on more than half.
#
# Neither of them learned that a 5 which moved is a 5, because they never saw one. The cure is in the data: the second
# experiment, [at the end](#try).

# %% tags=["hidden"]
assert inputs[..., 7].mean() < 0.03 * inputs.mean()
assert accuracy(perceptron, moved_set) < 0.5
assert 0.5 < accuracy(convolutional, moved_set) < 0.8

# %% [markdown]
# ## The test, once { #test }
#
# The choice is made, and the *test set (conjunto de teste)* is opened. The `assert` holds the promise made at the
# top.

# %%
test_inputs, test_labels = test_set[:]
with torch.inference_mode():
    logits = convolutional(test_inputs)
guesses = logits.argmax(dim=1)
test_accuracy = (guesses == test_labels).float().mean().item()
print(f"{test_accuracy = :.3f}")
assert test_accuracy >= 0.97

# %% [markdown]
# Accuracy does not say which digits are mixed up. The [*confusion matrix (matriz de
# confusão)*](../training/measuring.md#four-kinds) does: the row is the true digit, the column is what the network
# answered. Each pair becomes a number from 0 to 99, its tens true and its units answered, and `bincount` counts how
# often each appears.

# %%
pairs = 10 * test_labels + guesses
for row in pairs.bincount(minlength=100).reshape(10, 10).tolist():
    print(*[f"{count:2}" for count in row])

# %% [markdown]
# On the diagonal are the right answers. Off it, each number is a mistake, and there are few enough to look at one by
# one.

# %% [markdown]
# ## What it gets wrong { #mistakes }
#
# These are the eight test images with the largest loss, worst first. All the mistakes are among them, and the rest are
# the narrowest escapes. Above each stand the true digit and the network's answer.

# %% alt="Eight test images in two rows. Above each, the true digit, an arrow and the digit answered; where the two differ, the network was wrong. They are blurred, cut off or slanted, hard for a person too."
losses = F.cross_entropy(logits, test_labels, reduction="none")
worst = losses.argsort(descending=True)[:8]
fig, axes = plt.subplots(2, 4)
for ax, number in zip(axes.flat, worst):
    ax.imshow(test_inputs[number, 0].cpu(), interpolation="none")
    ax.set_title(f"{test_labels[number]} → {guesses[number]}")
    ax.axis("off")

# %% [markdown]
# Cover the numbers and try for yourself. With eight by eight points and a stroke cut off or blurred, we hesitate too.
# Looking at the mistakes is the best habit to take from this lab: sometimes they show a wrong label, sometimes a kind
# of image that the training lacked, and no mean shows that.

# %% tags=["hidden"]
wrong = set((guesses != test_labels).nonzero().flatten().tolist())
assert 1 <= len(wrong) < 8
assert wrong <= set(worst.tolist())
assert worst[0].item() in wrong

# %% [markdown]
# ## Hands it never saw { #other-hands }
#
# Now for what the number hides. The 1797 images were written by 13 people, and in the file those of one hand stand
# together, as a [course by makers of
# scikit-learn](https://inria.github.io/scikit-learn-mooc/python_scripts/cross_validation_grouping.html) shows. Our
# draw shuffled everything: the test holds the same hands as the training. Whoever downloads the network, though, is
# somebody else. So let us train on the hands at the start of the file and test on those at its end, from image 1415
# on. There is even more to learn from, 1415 images instead of 997.

# %%
known_hands = TensorDataset(inputs[:1415], labels[:1415])
new_hands = TensorDataset(inputs[1415:], labels[1415:])
torch.manual_seed(0)
model = make_convolutional().to(device)
train(model, known_hands)
new_score = accuracy(model, new_hands)
print(f"{new_score = :.3f}")

# %% [markdown]
# !!! predict "Predict: with more training images and unknown hands, what happens to the mistakes?"
#
#     1. They become fewer: there are more images to learn from
#     2. They stay as they were: a 7 is a 7
#     3. They at least double
#
#     ??? answer "See the output"
#
#         **Answer 3.** The drop looks small, but compare the mistakes and not the right answers. With other seeds the
#         jump is larger or smaller, but there is one. Each hand has its habits, the crossed 7, the open 4, and the
#         network relied on them. Answer 1 thinks of the amount, when what is missing is variety. The first number was
#         not false, it answered another question: how often the network is right on new images by **these** people. It
#         is a kind of *data leakage (vazamento de dados)*. When examples come in groups, patients, shops, hands, draw
#         the groups and not the rows.

# %% tags=["hidden"]
assert 1 - new_score > 2 * (1 - test_accuracy)
for seed in (1, 2):
    errors = []
    for taught, asked in ((train_set, test_set), (known_hands, new_hands)):
        torch.manual_seed(seed)
        other = make_convolutional().to(device)
        train(other, taught)
        errors.append(1 - accuracy(other, asked))
    assert errors[0] < errors[1]

# %% [markdown]
# ## Three things to try { #try }
#
# Change one at a time and run the notebook from the top. Before you do, write down what you expect to see.
#
# 1. **A hundred images.** Replace `[997, 400, 400]` by `[97, 1300, 400]`. With ten images of each digit, what is left
#    of the networks' lead over the portraits? To see the whole curves, lower the `0.85` of `ylim`. The `assert` of the
#    test will complain, and rightly.
# 2. **Images that move.** In `train`, below the line `for inputs, labels in loader:`, write
#    `step = int(torch.randint(-1, 2, ()))` and, on the next line, `inputs = F.pad(inputs, (step, -step))`. Each batch
#    goes one point left, one right, or stays. How much is left of the fall that you saw, and what does it cost on the
#    images that stay?
# 3. **Shuffled points.** Right after `images` is made, write `order = torch.randperm(64)` and
#    `images = images.flatten(1)[:, order].reshape(-1, 8, 8)`. All the images are shuffled in the same way, and nobody
#    can read anything any more. One of the networks does not even notice. Which, and why? (The `assert` of the test may
#    complain again.)


# %% tags=["hidden"]
def trial(make, dataset, sizes=(997, 400, 400), moving=False):
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(0)
    parts = random_split(dataset, sizes, generator=generator)
    model = make().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    loader = DataLoader(parts[0], batch_size=64, shuffle=True)
    for epoch in range(25):
        for inputs, labels in loader:
            if moving:
                step = int(torch.randint(-1, 2, ()))
                inputs = F.pad(inputs, (step, -step))
            optimizer.zero_grad()
            loss_fn(model(inputs), labels).backward()
            optimizer.step()
    return model, *parts


def by_nearest_mean(train_set, val_set):
    (train_inputs, train_labels), (inputs, labels) = train_set[:], val_set[:]
    means = torch.stack([train_inputs[train_labels == d].mean(dim=0) for d in range(10)])
    distances = torch.cdist(inputs.flatten(1), means.flatten(1))
    return (distances.argmin(dim=1) == labels).float().mean().item()


order = torch.randperm(64, generator=torch.Generator().manual_seed(1))
mixed = inputs.flatten(1)[:, order].reshape(-1, 1, 8, 8)
few = {}
for make in (make_perceptron, make_convolutional):
    model, *parts = trial(make, dataset, (97, 1300, 400))
    few[make] = accuracy(model, parts[1])
assert max(few.values()) < by_nearest_mean(*parts[:2]) + 0.04
model, *parts = trial(make_convolutional, dataset, moving=True)
assert accuracy(model, moved_set) > 0.9
assert accuracy(model, val_set) < val_accuracies["convolutional"]
model, *parts = trial(make_perceptron, TensorDataset(mixed, labels))
assert abs(accuracy(model, parts[1]) - val_accuracies["perceptron"]) < 0.02

# %% [markdown]
# ## Where to go next { #next }
#
# What each filter does, with numbers, is in [A convolution by hand](../modules/convolution.md). The cures for the
# overfitting that you saw in the curves, measured one by one, are in [Overfitting](../training/overfitting.md). In the
# next lab the classes are letters: [A model that writes Portuguese](writing.py).
