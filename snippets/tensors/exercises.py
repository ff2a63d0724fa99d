# host: NumPy reads the memory of the CPU
# --8<-- [start:shared-memory-start]
import numpy as np
import torch

array = np.array([1.0, 2.0, 3.0])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
shared[0] = 10.0
copied[1] = 50.0

answer = None
# --8<-- [end:shared-memory-start]


# --8<-- [start:shared-memory-check] raises AssertionError
def check_shared_memory():
    assert answer == array.sum().item(), f"{answer = }"


check_shared_memory()
# --8<-- [end:shared-memory-check]

# --8<-- [start:shared-memory-solution]
answer = 15.0
# --8<-- [end:shared-memory-solution]
check_shared_memory()

# --8<-- [start:shared-memory-wrong-no-sharing] raises AssertionError
answer = 6.0
check_shared_memory()
# --8<-- [end:shared-memory-wrong-no-sharing]

# --8<-- [start:shared-memory-wrong-both-shared] raises AssertionError
answer = 63.0
check_shared_memory()
# --8<-- [end:shared-memory-wrong-both-shared]

# --8<-- [start:shared-memory-wrong-only-the-copy] raises AssertionError
answer = 54.0
check_shared_memory()
# --8<-- [end:shared-memory-wrong-only-the-copy]

# --8<-- [start:shared-memory-wrong-decimal-comma] raises AssertionError
answer = 15, 0
check_shared_memory()
# --8<-- [end:shared-memory-wrong-decimal-comma]

# --8<-- [start:trace-shapes-start]
import torch

inputs = torch.ones(8, 4)
weight = torch.ones(3, 4)
bias = torch.ones(3)
column = torch.ones(8, 1)
row = torch.ones(8)

product = inputs @ weight.mT
outputs = product + bias
difference = column - row

product_shape = None
outputs_shape = None
difference_shape = None
# --8<-- [end:trace-shapes-start]


# --8<-- [start:trace-shapes-check] raises AssertionError
def check_trace_shapes():
    assert product.shape == product_shape, f"{product_shape = }"
    assert outputs.shape == outputs_shape, f"{outputs_shape = }"
    assert difference.shape == difference_shape, f"{difference_shape = }"


check_trace_shapes()
# --8<-- [end:trace-shapes-check]

# --8<-- [start:trace-shapes-solution]
product_shape = (8, 3)
outputs_shape = (8, 3)
difference_shape = (8, 8)
# --8<-- [end:trace-shapes-solution]
check_trace_shapes()

# --8<-- [start:trace-shapes-wrong-no-transpose] raises AssertionError
product_shape = (8, 4)
check_trace_shapes()
# --8<-- [end:trace-shapes-wrong-no-transpose]

# --8<-- [start:trace-shapes-wrong-bias-shape] raises AssertionError
product_shape = (8, 3)
outputs_shape = (3,)
check_trace_shapes()
# --8<-- [end:trace-shapes-wrong-bias-shape]

# --8<-- [start:trace-shapes-wrong-no-broadcasting] raises AssertionError
outputs_shape = (8, 3)
difference_shape = (8, 1)
check_trace_shapes()
# --8<-- [end:trace-shapes-wrong-no-broadcasting]

# --8<-- [start:trace-shapes-wrong-flat] raises AssertionError
difference_shape = (8,)
check_trace_shapes()
# --8<-- [end:trace-shapes-wrong-flat]

# --8<-- [start:squared-error-start]
import torch


def mean_squared_error(predictions, targets):
    return ((predictions - targets) ** 2).mean()


predictions = torch.tensor([[2.0], [4.0], [6.0]])  # (3, 1)
targets = torch.tensor([2.0, 4.0, 9.0])  # (3,)
print(f"{mean_squared_error(predictions, targets) = }")
# --8<-- [end:squared-error-start]
wrong_value = mean_squared_error(predictions, targets)


# --8<-- [start:squared-error-check] raises AssertionError
def check_squared_error():
    out = mean_squared_error(predictions, targets)
    assert getattr(out, "shape", ()) == (), f"{out.shape = }"
    assert out == 3.0, f"{out = }"
    flat = torch.tensor([4.0, 0.0, 6.0, 2.0])
    out = mean_squared_error(flat.unsqueeze(1) + 2, flat)
    assert out == 4.0, f"{out = }"
    out = mean_squared_error(predictions[:2], targets[1:])
    assert out == 14.5, f"{out = }"


check_squared_error()
# --8<-- [end:squared-error-check]


# --8<-- [start:squared-error-solution]
def mean_squared_error(predictions, targets):
    errors = predictions.squeeze(1) - targets  # (N,) - (N,)
    return (errors**2).mean()


# --8<-- [end:squared-error-solution]
check_squared_error()
assert wrong_value != mean_squared_error(predictions, targets)


# --8<-- [start:squared-error-wrong-same-code] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions - targets) ** 2).mean()


check_squared_error()
# --8<-- [end:squared-error-wrong-same-code]


# --8<-- [start:squared-error-wrong-targets-as-a-row] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions - targets.reshape(1, -1)) ** 2).mean()


check_squared_error()
# --8<-- [end:squared-error-wrong-targets-as-a-row]


# --8<-- [start:squared-error-wrong-sum] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).sum()


check_squared_error()
# --8<-- [end:squared-error-wrong-sum]


# --8<-- [start:squared-error-wrong-no-mean] raises AssertionError
def mean_squared_error(predictions, targets):
    return (predictions.squeeze(1) - targets) ** 2


check_squared_error()
# --8<-- [end:squared-error-wrong-no-mean]


# --8<-- [start:squared-error-wrong-constant] raises AssertionError
def mean_squared_error(predictions, targets):
    return torch.tensor(3.0)


check_squared_error()
# --8<-- [end:squared-error-wrong-constant]


# --8<-- [start:squared-error-wrong-no-return] raises AssertionError
def mean_squared_error(predictions, targets):
    ((predictions.squeeze(1) - targets) ** 2).mean()


check_squared_error()
# --8<-- [end:squared-error-wrong-no-return]


# --8<-- [start:squared-error-wrong-always-three] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).sum() / 3


check_squared_error()
# --8<-- [end:squared-error-wrong-always-three]


# --8<-- [start:squared-error-wrong-data-changed] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions - targets) ** 2).mean()


targets = targets.unsqueeze(1)
check_squared_error()
# --8<-- [end:squared-error-wrong-data-changed]

# --8<-- [start:decimal-comma-start]
import torch


def to_tensor(texts):
    # pt: Complete: troque None por uma lista de números
    # en: Complete: replace None with a list of numbers
    numbers = None
    return numbers


print(to_tensor(["1,5", "-2,25", "10"]))
# --8<-- [end:decimal-comma-start]


# --8<-- [start:decimal-comma-check] raises AssertionError
def check_decimal_comma():
    out = to_tensor(["1,5", "-2,25", "10"])
    assert isinstance(out, torch.Tensor), f"{out = }"
    assert out.dtype == torch.float32, f"{out.dtype = }"
    assert out.tolist() == [1.5, -2.25, 10.0], f"{out = }"
    out = to_tensor(["7", "8"])
    assert out.dtype == torch.float32, f"{out.dtype = }"
    assert out.tolist() == [7.0, 8.0], f"{out = }"


check_decimal_comma()
# --8<-- [end:decimal-comma-check]


# --8<-- [start:decimal-comma-solution]
def to_tensor(texts):
    numbers = [float(text.replace(",", ".")) for text in texts]
    return torch.tensor(numbers)


# --8<-- [end:decimal-comma-solution]
check_decimal_comma()


# --8<-- [start:decimal-comma-wrong-list] raises AssertionError
def to_tensor(texts):
    return [float(text.replace(",", ".")) for text in texts]


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-list]


# --8<-- [start:decimal-comma-wrong-comma-removed] raises AssertionError
def to_tensor(texts):
    return torch.tensor([float(text.replace(",", "")) for text in texts])


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-comma-removed]


# --8<-- [start:decimal-comma-wrong-whole-part] raises AssertionError
def to_tensor(texts):
    return torch.tensor([float(text.split(",")[0]) for text in texts])


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-whole-part]


# --8<-- [start:decimal-comma-wrong-integers] raises AssertionError
def to_tensor(texts):
    numbers = [float(text.replace(",", ".")) for text in texts]
    return torch.tensor(numbers, dtype=torch.int64)


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-integers]


# --8<-- [start:decimal-comma-wrong-numpy] raises AssertionError
def to_tensor(texts):
    numbers = [float(text.replace(",", ".")) for text in texts]
    return torch.from_numpy(np.array(numbers))


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-numpy]

# --8<-- [start:bonus-start]
import torch

scores = torch.tensor([[6.0, 7.0, 8.0], [9.0, 5.0, 7.0], [4.0, 8.0, 6.0]])
bonus = torch.tensor([1.0, 0.0, 0.5])

adjusted = scores + bonus
print(adjusted)
# --8<-- [end:bonus-start]


# --8<-- [start:bonus-check] raises AssertionError
def check_bonus():
    assert isinstance(adjusted, torch.Tensor), f"{adjusted = }"
    assert adjusted.shape == (3, 3), f"{adjusted.shape = }"
    assert adjusted[0].tolist() == [7.0, 8.0, 9.0], f"{adjusted[0] = }"
    assert adjusted[1].tolist() == [9.0, 5.0, 7.0], f"{adjusted[1] = }"
    assert adjusted[2].tolist() == [4.5, 8.5, 6.5], f"{adjusted[2] = }"


check_bonus()
# --8<-- [end:bonus-check]

# --8<-- [start:bonus-solution]
adjusted = scores + bonus.reshape(3, 1)  # (3, 3) + (3, 1)
print(adjusted)
# --8<-- [end:bonus-solution]
check_bonus()

# --8<-- [start:bonus-wrong-per-column] raises AssertionError
adjusted = scores + bonus.reshape(1, 3)
check_bonus()
# --8<-- [end:bonus-wrong-per-column]

# --8<-- [start:bonus-wrong-left-transposed] raises AssertionError
adjusted = scores.mT + bonus
check_bonus()
# --8<-- [end:bonus-wrong-left-transposed]

# --8<-- [start:bonus-wrong-product] raises AssertionError
adjusted = scores @ bonus
check_bonus()
# --8<-- [end:bonus-wrong-product]

# --8<-- [start:bonus-wrong-times] raises AssertionError
adjusted = scores * bonus.reshape(3, 1)
check_bonus()
# --8<-- [end:bonus-wrong-times]

# --8<-- [start:bonus-wrong-data-changed] raises AssertionError
scores = scores.mT
adjusted = scores + bonus.reshape(3, 1)
check_bonus()
# --8<-- [end:bonus-wrong-data-changed]

# --8<-- [start:times-table-start]
import torch

table = None
# --8<-- [end:times-table-start]


# --8<-- [start:times-table-check] raises AssertionError
def check_times_table():
    assert isinstance(table, torch.Tensor), f"{table = }"
    assert table.shape == (10, 10), f"{table.shape = }"
    assert table[0, 0] == 1, f"{table[0, 0] = }"
    assert table[9, 9] == 100, f"{table[9, 9] = }"
    for i in range(10):
        for j in range(10):
            expected = (i + 1) * (j + 1)
            assert table[i, j] == expected, f"{i = }, {j = }, {table[i, j] = }"


check_times_table()
# --8<-- [end:times-table-check]

# --8<-- [start:times-table-solution]
numbers = torch.arange(1, 11)  # (10,)
table = numbers.reshape(10, 1) * numbers  # (10, 1) * (10,)
print(table[6])
# --8<-- [end:times-table-solution]
check_times_table()

# --8<-- [start:times-table-wrong-from-zero] raises AssertionError
numbers = torch.arange(10)
table = numbers.reshape(10, 1) * numbers
check_times_table()
# --8<-- [end:times-table-wrong-from-zero]

# --8<-- [start:times-table-wrong-end-left-out] raises AssertionError
numbers = torch.arange(1, 10)
table = numbers.reshape(9, 1) * numbers
check_times_table()
# --8<-- [end:times-table-wrong-end-left-out]

# --8<-- [start:times-table-wrong-elementwise] raises AssertionError
numbers = torch.arange(1, 11)
table = numbers * numbers
check_times_table()
# --8<-- [end:times-table-wrong-elementwise]

# --8<-- [start:times-table-wrong-plus] raises AssertionError
table = numbers.reshape(10, 1) + numbers
check_times_table()
# --8<-- [end:times-table-wrong-plus]

# --8<-- [start:times-table-wrong-list] raises AssertionError
table = [[i * j for j in range(1, 11)] for i in range(1, 11)]
check_times_table()
# --8<-- [end:times-table-wrong-list]

# --8<-- [start:times-table-wrong-counting] raises AssertionError
table = torch.arange(1, 101).reshape(10, 10)
check_times_table()
# --8<-- [end:times-table-wrong-counting]

assert (torch.ones(2, 3) @ torch.ones(3, 5)).shape == (2, 5)
assert torch.tensor([1, 2, 3]).dtype == torch.int64
assert torch.tensor([1.0, 2.0, 3.0]).dtype == torch.float32
assert (torch.ones(4, 1) + torch.ones(4)).shape == (4, 4)
assert torch.tensor([1, 2, 1.0]).dtype == torch.float32
