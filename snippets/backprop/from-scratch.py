# --8<-- [start:value]
class Value:
    def __init__(self, number, sources=(), slopes=()):
        self.number, self.grad = float(number), 0.0
        self.sources, self.slopes = sources, slopes

    def __add__(self, other):
        other = to_value(other)
        return Value(self.number + other.number, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = to_value(other)
        slopes = (other.number, self.number)
        return Value(self.number * other.number, (self, other), slopes)

    def relu(self):
        slope = 1.0 if self.number > 0 else 0.0
        return Value(max(self.number, 0.0), (self,), (slope,))


def to_value(number):
    return number if isinstance(number, Value) else Value(number)


# --8<-- [end:value]

# --8<-- [start:record]
w1 = Value(1.5)
h = w1 * 2
print(f"{h.number = }, {h.slopes = }")
print(f"{h.sources[0] is w1 = }, {h.sources[1].number = }")
# --8<-- [end:record]


# --8<-- [start:in-order]
def in_order(value, found):
    if value not in found:
        for source in value.sources:
            in_order(source, found)
        found[value] = True
    return found


a = h.relu()
print([value.number for value in in_order(a * 0.5, {})])
# --8<-- [end:in-order]
print_order = [value.number for value in in_order(a * 0.5, {})]
assert print_order == [1.5, 2.0, 3.0, 3.0, 0.5, 1.5]


# --8<-- [start:backward]
def backward(end):
    end.grad = 1.0
    for value in reversed(in_order(end, {})):
        for source, slope in zip(value.sources, value.slopes, strict=True):
            source.grad += slope * value.grad


# --8<-- [end:backward]


# --8<-- [start:small-network]
def loss_at(w1, w2):
    y = w2 * (w1 * 2).relu()
    error = y + -1.0
    return error * error


w1, w2 = Value(1.5), Value(0.5)
loss = loss_at(w1, w2)
backward(loss)
print(f"{loss.number = }, {w1.grad = }, {w2.grad = }")
assert (w1.grad, w2.grad) == (1.0, 3.0)
# --8<-- [end:small-network]

# --8<-- [start:three-ways]
import torch

step = 1e-6
up = loss_at(Value(1.5 + step), Value(0.5)).number
down = loss_at(Value(1.5 - step), Value(0.5)).number
print(f"{(up - down) / (2 * step) = :.4f}")

t1 = torch.tensor(1.5, requires_grad=True)
t2 = torch.tensor(0.5, requires_grad=True)
((t2 * torch.relu(t1 * 2) - 1) ** 2).backward()
print(f"{t1.grad.item() = }, {t2.grad.item() = }")
assert t1.grad.item() == w1.grad and t2.grad.item() == w2.grad
# --8<-- [end:three-ways]
assert abs((up - down) / (2 * step) - 1) < 1e-6

# --8<-- [start:used-twice]
x = Value(3)
y = x * x + x
backward(y)
print(f"{x.grad = }")
# --8<-- [end:used-twice]
assert x.grad == 7
x.grad = y.grad = y.sources[0].grad = 0.0
y.grad = 1.0
for value in reversed(in_order(y, {})):
    for source, slope in zip(value.sources, value.slopes, strict=True):
        source.grad = slope * value.grad
assert x.grad == 3
t = torch.tensor(3.0, requires_grad=True)
(t * t + t).backward()
assert t.grad.item() == 7
assert abs((3.001**2 + 3.001 - 2.999**2 - 2.999) / 0.002 - 7) < 1e-6


# --8<-- [start:careless-order]
def careless(value, found):
    if value not in found:
        found[value] = True
        for source in value.sources:
            careless(source, found)
    return found


x = Value(3)
u = x * 2
y = u + u * u
order = careless(y, {})
print([value.number for value in order])

y.grad = 1.0
for value in order:
    for source, slope in zip(value.sources, value.slopes, strict=True):
        source.grad += slope * value.grad
print(f"{x.grad = }, {u.grad = }")
# --8<-- [end:careless-order]
assert (x.grad, u.grad) == (2, 13)
assert list(order).index(u) < list(order).index(y.sources[1])

# --8<-- [start:good-order]
x = Value(3)
u = x * 2
backward(u + u * u)
print(f"{x.grad = }, {u.grad = }")
# --8<-- [end:good-order]
assert (x.grad, u.grad) == (26, 13)
t = torch.tensor(3.0, requires_grad=True)
(t * 2 + (t * 2) * (t * 2)).backward()
assert t.grad.item() == 26

# --8<-- [start:number-first] raises TypeError
2 * x
# --8<-- [end:number-first]


# --8<-- [start:more-operations]
def minus(self, other):
    return self + -1 * to_value(other)


def power(self, n):
    slope = n * self.number ** (n - 1)
    return Value(self.number**n, (self,), (slope,))


Value.__rmul__ = Value.__mul__
Value.__sub__ = minus
Value.__pow__ = power
x = Value(3)
backward(2 * x - x**2)
print(f"{x.grad = }")
# --8<-- [end:more-operations]
assert x.grad == 2 - 2 * 3
import inspect

written = (Value, to_value, in_order, backward, minus, power)
lines = sum(len(inspect.getsourcelines(piece)[0]) for piece in written)
assert 30 < lines + 3 < 60

# --8<-- [start:network]
w1 = [Value(n) for n in (1.0, -1.0, 0.5)]
b1 = [Value(n) for n in (0.1, 0.2, -0.3)]
w2 = [Value(n) for n in (0.5, 0.4, -0.2)]
b2 = Value(0.1)
parameters = [*w1, *b1, *w2, b2]
positions, distances = (-2, -1, 0, 1), (2, 1, 0, 1)


def street_loss():
    total = Value(0)
    for position, distance in zip(positions, distances, strict=True):
        y = b2
        for w, b, v in zip(w1, b1, w2, strict=True):
            y = y + v * (w * position + b).relu()
        total = total + (y - distance) ** 2
    return total * (1 / len(positions))


loss = street_loss()
backward(loss)
print(f"{loss.number = :.4f}, {len(in_order(loss, {})) = }")
# --8<-- [end:network]
assert len(parameters) == 10

# --8<-- [start:against-torch]
groups = ([p.number for p in group] for group in (w1, b1, w2, [b2]))
tensors = [torch.tensor(group, requires_grad=True) for group in groups]
t1, c1, t2, c2 = tensors
inputs = torch.tensor(positions).float().unsqueeze(1)  # (4, 1)
targets = torch.tensor(distances).float()  # (4)
outputs = torch.relu(inputs * t1 + c1) @ t2 + c2  # (4)
((outputs - targets) ** 2).mean().backward()

theirs = torch.cat([tensor.grad for tensor in tensors]).tolist()
for p, grad in zip(parameters, theirs, strict=True):
    print(f"{p.grad:.4f} {grad:.4f}")
    assert abs(p.grad - grad) < 1e-5
# --8<-- [end:against-torch]

# --8<-- [start:against-differences]
for p in parameters:
    p.number += step
    up = street_loss().number
    p.number -= 2 * step
    down = street_loss().number
    p.number += step
    assert abs((up - down) / (2 * step) - p.grad) < 1e-5
# --8<-- [end:against-differences]

# --8<-- [start:three-steps]
for epoch in range(3):
    for p in parameters:
        p.grad = 0.0
    loss = street_loss()
    backward(loss)
    for p in parameters:
        p.number -= 0.1 * p.grad
    print(f"{loss.number = :.4f}")
# --8<-- [end:three-steps]
assert street_loss().number < loss.number
optimizer = torch.optim.SGD(tensors, lr=0.1)
for epoch in range(3):
    optimizer.zero_grad()
    outputs = torch.relu(inputs * t1 + c1) @ t2 + c2
    ((outputs - targets) ** 2).mean().backward()
    optimizer.step()
trained = torch.cat([tensor.detach() for tensor in tensors]).tolist()
for p, number in zip(parameters, trained, strict=True):
    assert abs(p.number - number) < 1e-5
total = Value(1)
for turn in range(2000):
    total = total + 1
try:
    backward(total)
except RecursionError:
    pass
else:
    raise AssertionError
end = torch.tensor(1.0, requires_grad=True)
total = end
for turn in range(2000):
    total = total + 1
total.backward()
assert end.grad.item() == 1
