# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:tokens]
import torch
import torch.nn.functional as F
from torch import nn

q = torch.tensor([[0, 2, 0, 0], [2, 0, 0, 0], [4, 0, 0, 0], [1, 0, 2, 0]])
k = torch.tensor([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0], [0, 2, 0, 0]])
v = torch.tensor([[10, 0], [0, 10], [0, 0], [0, 20]])
q, k, v = q.float(), k.float(), v.float()  # (T, d), (T, d), (T, 2)

scores = q @ k.mT / 4**0.5  # (T, T)
print(scores)
# --8<-- [end:tokens]
assert scores[2, 0] == 4 * 2 / 2 == 4
assert scores[2].tolist() == [4, 0, 0, 0]

# --8<-- [start:one-row]
powers = scores[2].exp()
row = powers / powers.sum()
print(powers)
print(row, row.sum())
print(row[0] * v[0] + row[1] * v[1] + row[2] * v[2] + row[3] * v[3])
# --8<-- [end:one-row]
assert torch.allclose(row[0], powers[0] / (powers[0] + 3))

# --8<-- [start:all-rows]
weights = torch.softmax(scores, dim=-1)  # (T, T)
outputs = weights @ v  # (T, 2)
print(outputs)

call = F.scaled_dot_product_attention(q, k, v)
assert torch.allclose(weights.sum(dim=-1), torch.ones(4))
assert torch.allclose(outputs, call)
# --8<-- [end:all-rows]
assert torch.allclose(weights[2], row)

# --8<-- [start:matrix]
import matplotlib.pyplot as plt

figure, ax = plt.subplots()
drawn = ax.pcolormesh(weights)
figure.colorbar(drawn)
ax.set_aspect("equal")
ax.set_xlabel("$k$")
ax.set_ylabel("$q$")
ax.set_xticks([0.5, 1.5, 2.5, 3.5], ["0", "1", "2", "3"])
ax.set_yticks([0.5, 1.5, 2.5, 3.5], ["0", "1", "2", "3"])
ax.invert_yaxis()
ax.grid(False)
# --8<-- [end:matrix]
assert weights.max() == weights[2, 0]

# --8<-- [start:wrong-dim]
wrong = torch.softmax(scores, dim=0)
print(wrong.sum(dim=-1))
# --8<-- [end:wrong-dim]
assert torch.allclose(wrong.sum(dim=0), torch.ones(4))

# --8<-- [start:saturation]
torch.manual_seed(0)
d = 256
query, keys = torch.randn(1, d), torch.randn(1000, d)
raw = query @ keys.mT
print(f"{raw.std() = :.0f}, {(raw / d**0.5).std() = :.0f}")
print(f"{raw.softmax(-1).max() = :.2f}")
print(f"{(raw / d**0.5).softmax(-1).max() = :.2f}")
# --8<-- [end:saturation]
assert raw.softmax(-1).median() < 1e-6
assert (raw / d**0.5).softmax(-1).median() > 1e-4
assert torch.tensor(10.0).exp() > 20_000
learns = raw.clone().requires_grad_()
(learns.softmax(-1) @ torch.linspace(0, 1, 1000)).sum().backward()
assert learns.grad.abs().median() < 1e-6

# --8<-- [start:causal]
visible = torch.ones(4, 4, dtype=torch.bool).tril()
hidden = scores.masked_fill(~visible, float("-inf"))
causal = torch.softmax(hidden, dim=-1)
print(visible.int())
print(causal)

call = F.scaled_dot_product_attention(q, k, v, is_causal=True)
assert torch.allclose(causal @ v, call)
# --8<-- [end:causal]
assert (causal[~visible] == 0).all()
assert torch.allclose(causal.sum(dim=-1), torch.ones(4))
masked = F.scaled_dot_product_attention(q, k, v, attn_mask=visible)
assert torch.allclose(masked, call)

# --8<-- [start:zero-mask]
leaking = torch.softmax(scores.masked_fill(~visible, 0.0), dim=-1)
print(leaking[0])
# --8<-- [end:zero-mask]
assert leaking[0, 1] > 0.2

# --8<-- [start:order]
order = torch.tensor([2, 0, 3, 1])
shuffled = F.scaled_dot_product_attention(q[order], k[order], v[order])
assert torch.allclose(shuffled, outputs[order])
# --8<-- [end:order]

# --8<-- [start:positions]
vectors = nn.Embedding(100, 8)(torch.tensor([7, 7, 7, 7]))  # (T, C)
positions = nn.Embedding(4, 8)(torch.arange(4))  # (T, C)
without = F.scaled_dot_product_attention(vectors, vectors, vectors)
x = vectors + positions
with_positions = F.scaled_dot_product_attention(x, x, x)
print(f"{torch.allclose(without[0], without[1]) = }")
print(f"{torch.allclose(with_positions[0], with_positions[1]) = }")
# --8<-- [end:positions]

# --8<-- [start:heads]
x = torch.randn(4, 8)  # (T, C)
split = x.view(4, 2, 4).transpose(0, 1)  # (heads, T, C / heads)
both = F.scaled_dot_product_attention(split, split, split)
joined = both.transpose(0, 1).reshape(4, 8)  # (T, C)

left, right = x[:, :4], x[:, 4:]
apart = [F.scaled_dot_product_attention(h, h, h) for h in (left, right)]
assert torch.allclose(joined, torch.cat(apart, dim=1), atol=1e-6)
print(f"{split.shape = }, {joined.shape = }")
# --8<-- [end:heads]
assert x.view(2, 4, 4).shape == split.shape
assert not torch.equal(x.view(2, 4, 4), split)
assert torch.equal(x.view(2, 4, 4)[0, :2], x[0].view(2, 4))


# --8<-- [start:module]
class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.join = nn.Linear(width, width)

    def forward(self, x):  # (N, T, C)
        # (N, T, C) -> (N, T, 3 * C) -> (N, T, 3, heads, C / heads)
        parts = self.project(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = parts.permute(2, 0, 3, 1, 4)  # (N, heads, T, C / heads)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.join(y.transpose(1, 2).flatten(2))  # (N, T, C)


attention = SelfAttention(8, 2)
x = torch.randn(3, 4, 8)
y = attention(x)
changed = x.clone()
changed[:, 3] = 0.0
print(f"{y.shape = }")
assert torch.allclose(attention(changed)[:, :3], y[:, :3], atol=1e-6)
# --8<-- [end:module]
assert not torch.allclose(attention(changed)[:, 3], y[:, 3], atol=1e-6)

# --8<-- [start:batch-first]
changed = x.clone()
changed[1] = 0.0
for batch_first in [True, False]:
    ready = nn.MultiheadAttention(8, 2, batch_first=batch_first)
    before, _ = ready(x, x, x)
    after, _ = ready(changed, changed, changed)
    print(f"{batch_first = }, {torch.allclose(before[0], after[0]) = }")
# --8<-- [end:batch-first]
assert before.shape == x.shape
one_word = x.clone()
one_word[0, 1] = 0.0
after, _ = ready(one_word, one_word, one_word)
assert torch.allclose(before[0, 0], after[0, 0])
assert not torch.allclose(before[1, 1], after[1, 1])
try:
    nn.MultiheadAttention(8, 3)
    raise RuntimeError
except AssertionError as error:
    assert str(error) == "embed_dim must be divisible by num_heads"
try:
    ready(x, x, x, attn_mask=~visible)
    raise AssertionError
except RuntimeError as error:
    assert "should be (3, 3)" in str(error)

# --8<-- [start:opposite-masks]
ready = nn.MultiheadAttention(8, 2, batch_first=True)
_, weights = ready(x, x, x, attn_mask=~visible)
print(f"{(weights[:, ~visible] == 0).all() = }")
_, weights = ready(x, x, x, attn_mask=visible)
print(f"{weights[0, 3].tolist() = }")
# --8<-- [end:opposite-masks]
assert weights[0, 3].isnan().all() and not weights[0, :3].isnan().any()
