# ---
# description: Climb three rungs, from a table of pairs of letters to a small transformer, and read what each of them writes in Portuguese.
# level: deeper
# ---

# %% [markdown]
# # A model that writes Portuguese { #writing }
#
# By the end of this lab you will have built three models that write, one letter after another, each better than the one
# before: a table of pairs, a perceptron, and a *transformer*, the network of [Attention by
# hand](../modules/attention.md). The last is a tiny relative of the ones that chat with you on the internet. They will
# write Portuguese, the language of the other half of this site; you need not read it to see it take shape. The
# *training (treinamento)* of all three takes a minute or two. In the cell, `device` is the GPU, if there is one, or the
# CPU, as in [A line and a curve](line.py).

# %%
import math
import re
import textwrap
from pathlib import Path
from urllib.request import urlretrieve

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F

accelerator = torch.accelerator.current_accelerator(check_available=True)
device = accelerator or torch.device("cpu")

# %% [markdown]
# ## The text { #text }
#
# What they study is the prose of this site: the sentences of its Portuguese pages, without those that hold code or
# formulas. It is little, the size of a thin book, so what comes out will talk a great deal about networks and tensors. If
# the file is not beside the notebook, the cell fetches it from the site.

# %%
file = Path("writing.txt")
address = "site:labs/writing.txt"
if not file.exists():
    urlretrieve(address, file)
text = file.read_text(encoding="utf-8")
print(f"{len(text) = }")
print(textwrap.fill(text[:160], 34))

# %% [markdown]
# A network does not read letters, it reads numbers. So each different character gets one: `itos` (`int` to `str`) goes
# from the number to the character, `stoi` goes back, and `ids` is the whole text translated. A piece that a text is cut
# into is called a *token*; here a token is one character. Number `0` is the line break, which separates the paragraphs.

# %%
itos = sorted(set(text))
stoi = {char: number for number, char in enumerate(itos)}
ids = torch.tensor([stoi[char] for char in text])
print(f"{len(itos) = }")
for start in range(1, len(itos), 34):
    print("".join(itos[start : start + 34]))
print(ids[:6])
print([itos[number] for number in ids[:6]])

# %% tags=["hidden"]
assert itos[0] == "\n"
assert "".join(itos[number] for number in ids) == text
assert 200_000 < len(text) < 400_000

# %% [markdown]
# The end of the text, one tenth of it, is left out of training: it is the *validation set (conjunto de
# validação)*, on which all models will be measured. We cut by position and do not draw, because two pieces drawn at
# random can share nearly all of their letters. Beyond the cut lie pages that no model has seen.

# %%
cut = int(0.9 * len(ids))
train_ids = ids[:cut].to(device)
val_ids = ids[cut:].to(device)
print(f"{train_ids.shape = }")
print(f"{val_ids.shape = }")

# %% [markdown]
# ## What a guess is worth { #guessing }
#
# To write is to guess the next character, over and over. It is a *classification (classificação)* with as many classes
# as there are characters, and the *loss (perda)* is [cross-entropy](../losses/multiclass.md#rebuilt): the logarithm
# of the probability that the model gave to the character that came, with its sign turned. Whoever guesses blindly pays
# the logarithm of the number of classes. A little wiser is knowing, from counting, that the space and `a` come often
# and `K` hardly ever. These are our two *baselines (linhas de base)*. The counting is done by `bincount`: how often
# each number occurs.

# %%
uniform = math.log(len(itos))
counts = train_ids.bincount(minlength=len(itos)) + 1
log_probs = (counts / counts.sum()).log()
frequency = -log_probs[val_ids].mean().item()
losses = {"uniform": uniform, "frequency": frequency}
for name, loss in losses.items():
    print(f"{name:11} {loss:.2f} {math.exp(loss):4.0f}")

# %% tags=["hidden"]
assert 15 < math.exp(frequency) < 28
assert counts[stoi["K"]] < 20 < 10_000 < counts[stoi["a"]] < counts[stoi[" "]]

# %% [markdown]
# The last column is $e$ to the power of the loss, which undoes the logarithm: it says among how many characters, all
# equally likely, the model seems to hesitate. It is called *perplexity (perplexidade)*. For the guess it is the number
# of characters, as it must be; knowing the frequencies already cuts the doubt to about twenty. The ladder that we are
# about to climb is measured in this number.
#
# The `+ 1` in the count prevents a disaster. A character missing from the training text would have probability zero, and
# meeting it a single time would cost $-\log(0)$, which is infinite.

# %% [markdown]
# ## First rung: pairs { #bigram }
#
# In Portuguese as in English, `u` comes after `q`. To know that, counting is enough: a table with one row for each
# character and, in it, how often each other came next. Divided by its sum, each row becomes a list of probabilities.
# This is the model of pairs, or bigram, and it remembers only the last character.
#
# For `bincount` to count pairs, each pair becomes one number, the row times 88 plus the column; `view` undoes this and
# gives the table back.

# %%
n_chars = len(itos)
pairs = train_ids[:-1] * n_chars + train_ids[1:]
table = pairs.bincount(minlength=n_chars**2) + 1
table = table.view(n_chars, n_chars)
probs = table / table.sum(dim=1, keepdim=True)
counted = -probs[val_ids[:-1], val_ids[1:]].log().mean()
print(f"{probs[stoi['q'], stoi['u']]:.2f}")
print(f"{counted:.2f} {math.exp(counted):4.0f}")

# %% [markdown]
# In this text, every `q` is followed by `u`. The probability printed falls short of `1` because of the `+ 1`, which
# gave a little to each of the 87 others. The second line gives the loss and the perplexity: the doubt fell from 21
# characters to 10.
#
# In the figure, the row is the character read, the column is the one that follows, and lighter means likelier. Look for
# the `q`.

# %% alt="A square of twelve letters by twelve. The lightest cell, by far, is in the row of q and the column of u. In the rows of the consonants, the cells of the vowels are lighter; after a consonant, another consonant is rare."
letters = "aeioulmnqrst"
rows = torch.tensor([stoi[char] for char in letters])
fig, ax = plt.subplots(figsize=(4.2, 3.6))
ax.imshow(probs.cpu()[rows][:, rows])
ax.set_xticks(range(12), letters)
ax.set_yticks(range(12), letters)
ax.grid(False)

# %% tags=["hidden"]
shown = probs.cpu()[rows][:, rows]
assert probs[stoi["q"], stoi["u"]] > 0.9
assert shown.argmax() == 8 * 12 + 4
assert set(re.findall("q(.)", text)) == {"u"}
assert shown[5:, :5].mean() > 3 * shown[5:, 5:].mean()
assert losses["frequency"] - counted > 0.5

# %% [markdown]
# ## The same table, trained { #trained }
#
# An [`nn.Embedding`](../modules/layers.md#embedding) is a table that learns: give it the number of a character, and it returns a
# row. If the row has one number per character, it will do as *logits* (any numbers, which softmax turns into
# probabilities), and the model of pairs becomes a network like any other. That pays, because the three functions below
# train, measure and let write any model that is given characters and returns, at each position, the logits of the next.
#
# Each *example (exemplo)* is a stretch of 32 characters drawn from the training text. The *target (alvo)* is the same
# stretch one character further on, so that each stretch teaches 32 times. In `batch`, a column of starts plus a row
# from 0 to 32 gives, by [*broadcasting*](../tensors/broadcasting.md), all positions at once.

# %%
context = 32
loss_fn = nn.CrossEntropyLoss()


def batch(ids, count=32):
    starts = torch.randint(len(ids) - context, (count, 1))
    places = starts + torch.arange(context + 1)
    windows = ids[places.to(ids.device)]
    return windows[:, :-1], windows[:, 1:]  # (N, T), (N, T)


# %% [markdown]
# `val_loss` cuts the whole validation text into consecutive stretches. `CrossEntropyLoss` wants the classes in the
# second *dimension (dimensão)*, and the logits have them in the last: hence `.mT`, which swaps the two. The line with
# `@` holds for the whole function: nothing is kept there for *gradients (gradientes)*.


# %%
@torch.inference_mode()
def val_loss(model):
    count = (len(val_ids) - 1) // context
    inputs = val_ids[: count * context].view(count, context)
    targets = val_ids[1 : count * context + 1].view(count, context)
    return loss_fn(model(inputs).mT, targets).item()


# %% [markdown]
# The loop is the usual one, with a [scheduler](../optimizers/schedulers.md):
# [`OneCycleLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html) warms the
# *learning rate (taxa de aprendizado)* up at the start and then takes it down to nearly zero.


# %%
def train(model, steps=2400, rate=0.01):
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR
    scheduler = schedule(optimizer, rate, total_steps=steps)
    history = {}
    for step in range(1, steps + 1):
        inputs, targets = batch(train_ids)
        optimizer.zero_grad()
        loss_fn(model(inputs).mT, targets).backward()
        optimizer.step()
        scheduler.step()
        if step % 300 == 0:
            history[step] = val_loss(model)
    return history


# %% [markdown]
# To write, draw a character by its probability (`torch.multinomial` draws), put it at the end of what is written, and
# ask again. The model is given the last 32 characters, and only the answer at the last position counts. The generator
# has a *seed (semente)* of its own, so that the texts differ because the models do. The `temperature` is for later; at
# `1.0` it changes nothing.


# %%
@torch.inference_mode()
def write(model, length=240, temperature=1.0):
    generator = torch.Generator().manual_seed(0)
    ids = [0]
    for _ in range(length):
        inputs = torch.tensor([ids[-context:]], device=device)
        logits = model(inputs)[0, -1].cpu()  # (n_chars,)
        probs = (logits / temperature).softmax(dim=-1)
        drawn = torch.multinomial(probs, 1, generator=generator)
        ids.append(drawn.item())
    return "".join(itos[number] for number in ids[1:])


# %%
torch.manual_seed(0)
bigram = nn.Embedding(n_chars, n_chars).to(device)
train(bigram, steps=600, rate=0.05)
losses["bigram"] = val_loss(bigram)
print(f"{losses['bigram']:.2f}")
print(textwrap.fill(write(bigram), 34))

# %% tags=["hidden"]
assert abs(losses["bigram"] - counted) < 0.03

# %% [markdown]
# The first line is the loss, nearly that of the counted table, and not by chance: for one who sees a single character,
# that table is nearly the best answer there is, and *gradient descent (descida do gradiente)* reached it without
# counting anything. The text is worthless. The pairs are Portuguese, the words are not: at each letter, the model has
# forgotten all that came before the last one.
#
# Reading gives an impression; let us measure too. `real_words` makes the model write two thousand characters and says
# what fraction of the words exists in the training text. The `\w+` finds each run of letters or digits.

# %%
known = set(re.findall(r"\w+", text[:cut].lower()))


def real_words(model, temperature=1.0):
    sample = write(model, 2000, temperature)
    words = re.findall(r"\w+", sample.lower())
    return sum(word in known for word in words) / len(words)


scores = {"bigram": real_words(bigram)}
print(f"{scores['bigram']:.2f}")

# %% [markdown]
# ## Second rung: a perceptron { #perceptron }
#
# Eight characters instead of one. A table will not do any more: it would have more than a thousand trillion rows, and
# hardly any of them would occur in the text. The perceptron replaces the table by a computation: each character becomes
# a vector of 16 numbers, an *embedding* (its place in a space that the network arranges by itself), the eight vectors
# are put in a row, and two linear layers with a [ReLU](../modules/activations.md) between them do the rest.
#
# `unfold` gives each position the window of the eight characters that end there. At the start of a stretch there are
# neighbors missing, and `F.pad` fills in with character `0`, the line break.


# %%
class Perceptron(nn.Module):
    def __init__(self, memory=8, width=16, hidden=128):
        super().__init__()
        self.memory = memory
        self.vectors = nn.Embedding(n_chars, width)
        self.layers = nn.Sequential(
            nn.Flatten(2),  # (N, T, memory * width)
            nn.Linear(memory * width, hidden),
            nn.ReLU(),
            nn.Linear(hidden, n_chars),
        )

    def forward(self, ids):  # (N, T)
        padded = F.pad(ids, (self.memory - 1, 0))
        seen = padded.unfold(1, self.memory, 1)  # (N, T, memory)
        return self.layers(self.vectors(seen))  # (N, T, n_chars)


# %%
torch.manual_seed(0)
perceptron = Perceptron().to(device)
print(f"{sum(p.numel() for p in perceptron.parameters()) = }")
histories = {"perceptron": train(perceptron)}
losses["perceptron"] = val_loss(perceptron)
assert losses["perceptron"] < losses["bigram"] - 0.3

# %%
scores["perceptron"] = real_words(perceptron)
print(f"{losses['perceptron']:.2f}, {scores['perceptron']:.2f}")
print(textwrap.fill(write(perceptron), 34))

# %% tags=["hidden"]
assert n_chars**8 > 10**15
assert scores["perceptron"] > 2 * scores["bigram"]

# %% [markdown]
# The first line gives the loss and the fraction of real words. Now there are words, and the invented ones look
# Portuguese. What is missing is the sentence: eight characters hardly cover one word and a piece of the one before.
#
# ## Third rung: a transformer { #transformer }
#
# Why not give the perceptron 32 positions? Because it has separate *weights (pesos)* for each position: what it learns
# about a `q` three places back tells it nothing about a `q` four places back. [*Attention
# (atenção)*](../modules/attention.md) has the same weights for all of them, and decides by content where to look. This is
# the module of that page, with `parts` set apart, because in the end we will peep at `q` and `k`. `is_causal=True` hides
# the future: without it, each position would copy the answer from its neighbor.


# %%
class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.join = nn.Linear(width, width)

    def parts(self, x):  # (N, T, C)
        split = self.project(x).unflatten(-1, (3, self.heads, -1))
        return split.permute(2, 0, 3, 1, 4)  # (3, N, heads, T, d)

    def forward(self, x):  # (N, T, C)
        q, k, v = self.parts(x)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.join(y.transpose(1, 2).flatten(2))  # (N, T, C)


# %% [markdown]
# A block alternates two things: attention, in which the positions talk, and a perceptron, in which each one thinks
# alone. The *layer normalization (normalização de camada)* keeps the numbers within a good range. And notice the `x +`:
# the block does not replace what it was given, it adds something to it, and the gradient comes back through that sum
# without shrinking.


# %%
class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = SelfAttention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.layers = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.ReLU(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x):  # (N, T, C)
        x = x + self.attention(self.norm1(x))
        return x + self.layers(self.norm2(x))


# %% [markdown]
# The whole network adds to the vector of each character the vector of its position, goes through two blocks and ends in
# logits.


# %%
class Transformer(nn.Module):
    def __init__(self, width=64, heads=4):
        super().__init__()
        self.vectors = nn.Embedding(n_chars, width)
        self.positions = nn.Embedding(context, width)
        blocks = [Block(width, heads) for _ in range(2)]
        self.blocks = nn.Sequential(*blocks)
        self.norm = nn.LayerNorm(width)
        self.last = nn.Linear(width, n_chars)

    def embed(self, ids):  # (N, T)
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.vectors(ids) + self.positions(places)

    def forward(self, ids):  # (N, T)
        x = self.blocks(self.embed(ids))  # (N, T, width)
        return self.last(self.norm(x))  # (N, T, n_chars)


# %% [markdown]
# Before training, the test that every attention deserves: changing the last character must not change the answers
# before it. If `assert_close` does not complain, it has passed.

# %%
torch.manual_seed(0)
transformer = Transformer().to(device)
print(f"{sum(p.numel() for p in transformer.parameters()) = }")
inputs, _ = batch(val_ids)
changed = inputs.clone()
changed[:, -1] = 0
before, after = transformer(inputs), transformer(changed)
torch.testing.assert_close(before[:, :-1], after[:, :-1])

# %%
histories["transformer"] = train(transformer)
losses["transformer"] = val_loss(transformer)
assert losses["transformer"] < losses["perceptron"] - 0.05

# %%
scores["transformer"] = real_words(transformer)
print(f"{losses['transformer']:.2f}, {scores['transformer']:.2f}")
print(textwrap.fill(write(transformer), 34))

# %% tags=["hidden"]
assert scores["transformer"] > scores["perceptron"] + 0.05

# %% [markdown]
# Read it aloud, if you read Portuguese. Nearly nine in ten words exist in the training text; articles and nouns often
# agree, and there are stops where one would breathe. It says nothing, but it says nothing in Portuguese.

# %% [markdown]
# ## The two curves { #curves }
#
# Both took 2400 *steps (passos)*, and every 300 of them we noted the loss on the validation set.

# %% alt="Two loss curves going down. The perceptron's starts lower and soon is almost flat; the transformer's starts near the dashed line of the model of pairs, crosses the other in the first half and ends below it."
fig, ax = plt.subplots()
for name, history in histories.items():
    ax.plot(history.keys(), history.values(), label=name)
ax.axhline(losses["bigram"], color="C2", ls="--", label="bigram")
ax.set(xlabel="step", ylabel="loss")
ax.legend()

# %% [markdown]
# !!! predict "Predict: at step 300, who is ahead?"
#
#     1. The transformer, which ends better
#     2. The perceptron
#     3. A tie: in 300 steps nobody has learned anything
#
#     ??? answer "See the output"
#
#         **Answer 2.** The perceptron is born with its neighbors in order, each in its own position. The transformer
#         has to discover that neighbors matter: at first its attention is a blurred mean of everything, and at step 300
#         it knows little more than the pairs, the dashed line. Whoever judged it there would throw it away. Answer 1
#         supposes that the best in the end is the best all along; answer 3 forgets the dashed line, which both curves
#         have already left behind.

# %% tags=["hidden"]
assert histories["perceptron"][300] < histories["transformer"][300] < losses["bigram"]
assert histories["transformer"][1500] < histories["perceptron"][1500]

# %% [markdown]
# ## The whole ladder { #ladder }

# %% alt="Five bars lying down, each shorter than the one above: the guess, by far the longest; the frequencies; the pairs; the perceptron; the transformer."
fig, ax = plt.subplots()
choices = [math.exp(loss) for loss in losses.values()]
bars = ax.barh(list(losses), choices)
ax.bar_label(bars, fmt="%.1f", padding=3)
ax.invert_yaxis()
ax.set(xlabel="exp(loss)", xlim=(0, 1.1 * choices[0]))

# %% tags=["hidden"]
assert choices == sorted(choices, reverse=True)
assert choices[3] < 6 < 8 < choices[2] < 12
assert choices[4] < 4.5
assert (choices[3] / choices[4]) ** 6 > 2

# %% [markdown]
# The perceptron hesitates among fewer than six characters, and the last rung looks small. But doubt multiplies: the
# chance of getting six characters in a row right is, roughly, one over that number to the power of six, and the
# transformer's is more than double the perceptron's.
#
# ## Temperature { #temperature }
#
# Dividing the logits by a positive number before softmax changes the bets without changing their order. Below `1` the
# differences grow, and the model stays with the likely; above, everything levels out. The first line of each text gives
# the temperature and the fraction of real words.

# %%
for temperature in (0.3, 1.5):
    score = real_words(transformer, temperature)
    print(f"{temperature = }, {score:.2f}")
    sample = write(transformer, 160, temperature)
    print(textwrap.fill(sample, 34))

# %% [markdown]
# Cold, it hardly misses a word, and repeats the few that it prefers. Hot, it invents. The chat programs use the same
# division, under the same name.

# %% tags=["hidden"]
cold, hot = (real_words(transformer, temperature) for temperature in (0.3, 1.5))
assert hot + 0.1 < scores["transformer"] < cold
assert cold > 0.9
used = [re.findall(r"\w+", write(transformer, 2000, temperature).lower()) for temperature in (0.3, 1.0)]
assert len(set(used[0])) / len(used[0]) < 0.8 * len(set(used[1])) / len(used[1])

# %% [markdown]
# ## Where it looks { #looking-back }
#
# Attention lets you peep. In 500 stretches of the validation text, how much weight does the last position give, on
# average, to itself, to the one before, to the one two places back? The computation is that of the
# [formula](../modules/attention.md); in the last position there is no future, and the mask is not missed. Each line is
# a head, one of the four attentions that the block computes side by side: in the left panel those of the first block,
# in the right one those of the second. Across, how many places back, where `0` is the position itself; upwards, the
# weight.


# %%
@torch.inference_mode()
def looking_back(block, x):
    q, k, _ = block.attention.parts(block.norm1(x))
    scores = q @ k.mT / q.shape[-1] ** 0.5
    last = scores[:, :, -1].softmax(dim=-1)  # (N, heads, T)
    return last.mean(dim=0).flip(-1).cpu()  # (heads, T)


# %% alt="Two panels with four lines each. In the first block, each head has a high and narrow peak, one, two or three places before the last position. In the second, the lines are lower and spread over several places."
inputs, _ = batch(val_ids, 500)
fig, axes = plt.subplots(1, 2, sharey=True)
x, weights = transformer.embed(inputs), []
for ax, block in zip(axes, transformer.blocks):
    weights.append(looking_back(block, x))
    ax.plot(weights[-1][:, :10].mT)
    ax.set_xticks(range(0, 10, 2))
    x = block(x)

# %% tags=["hidden"]
peaks = [weight.max(dim=-1) for weight in weights]
assert peaks[0].values.mean() > 0.6
assert peaks[0].indices.max() <= 3
assert peaks[1].values.mean() < 0.6 * peaks[0].values.mean()

# %% [markdown]
# Nobody wrote in the code that neighbors matter. The heads of the first block specialized in the nearest positions and
# rebuilt, in their own way, the perceptron's window; those of the second, which receive the neighbors already summed up,
# look more widely. That is why it took so long: first it had to learn to look beside itself.
#
# ## What it does not know { #not-knowing }
#
# `strangeness` is the loss of a single sentence: how strange it is to the model. The first one says that *the loss goes
# down at each step*, and the second, that it goes up: in training that goes well, the first is true and the second is
# false. The third is the first one spelled backwards. When you try sentences of your own, keep to 32 characters: the
# table of positions has 32 rows, and a longer sentence gives `index out of range`; on an NVIDIA GPU it gives
# [`device-side assert triggered`](../reference/errors/devices.md#device-assert), and the notebook has to be started
# again. A character that the text never had gives `KeyError`: `stoi` has no number for it.


# %%
@torch.inference_mode()
def strangeness(model, sentence):
    ids = [0] + [stoi[char] for char in sentence]
    ids = torch.tensor([ids], device=device)
    return loss_fn(model(ids[:, :-1]).mT, ids[:, 1:]).item()


true = "A perda diminui a cada passo."
false = "A perda aumenta a cada passo."
for sentence in (true, false, true[::-1]):
    print(f"{strangeness(transformer, sentence):.1f} {sentence}")

# %% [markdown]
# !!! predict "Predict: how much more does the false sentence cost than the true one?"
#
#     1. Hardly anything
#     2. Half of what the backward sentence costs
#     3. As much as that one
#
#     ??? answer "See the output"
#
#         **Answer 1.** Answers 2 and 3 suppose that whoever has read the chapter on losses knows what a loss is. It has
#         read it, but training asked it only for the next character, and both sentences are made of equally likely
#         pieces. Knowing whether a loss goes up or down would earn it hardly anything. Larger models, with more text,
#         are wrong less often, but trained like this they have the same aim: to resemble the text, and not to tell the
#         truth.

# %% tags=["hidden"]
costs = [strangeness(transformer, sentence) for sentence in (true, false, true[::-1])]
assert abs(costs[1] - costs[0]) < 0.4
assert costs[2] > max(costs[:2]) + 2
assert transformer.positions.num_embeddings == 32

# %% [markdown]
# ## Three things to try { #try }
#
# Change one at a time and run the notebook from the top. Before you do, write down what you expect to see. An `assert`
# may complain, and that is what it is there for; to go on, delete its line.
#
# 1. **The perceptron's memory.** In `Perceptron`, replace `memory=8` by `2` and then by `16`. With twice the memory, the
#    loss should fall. Does it?
# 2. **No positions.** In `embed`, delete `+ self.positions(places)`. The transformer still sees the characters that
#    came before, but nobody tells it in which order. On which rung does it land?
# 3. **All in lower case.** After the file is read, write `text = text.lower()`, and in the sentences of
#    [What it does not know](#not-knowing) replace `A` by `a`, since `stoi` has lost the capitals. Nearly all losses get
#    better, that of the guess the most. Did the models? Say why losses over different alphabets are not to be compared.

# %% tags=["hidden"]
lower = torch.tensor([sorted(set(text.lower())).index(char.lower()) for char in itos], device=device)[ids.to(device)]
n_lower = int(lower.max()) + 1
small = (lower[:cut][:-1] * n_lower + lower[:cut][1:]).bincount(minlength=n_lower**2).view(n_lower, n_lower) + 1
small = small / small.sum(dim=1, keepdim=True)
gain = counted + small[lower[cut:][:-1], lower[cut:][1:]].log().mean()
assert 0 < gain < math.log(n_chars) - math.log(n_lower)

# %% [markdown]
# ## Where to go next { #next }
#
# The computations of attention, number by number, are in [Attention by hand](../modules/attention.md). Why the loss begins
# at the logarithm of the number of classes is in [Many classes](../losses/multiclass.md#first-loss). And if you have a graphics card,
# [The device in training](../training/device.md) shows how the same code comes to use it.
