# host: NumPy reads the memory of the CPU
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
import numpy as np


def to_tensor(texts):
    numbers = [float(text.replace(",", ".")) for text in texts]
    return torch.from_numpy(np.array(numbers))


check_decimal_comma()
# --8<-- [end:decimal-comma-wrong-numpy]

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

# --8<-- [start:hot-days-start]
import torch


def mean_of_hot_days(temperatures, limit):
    # pt: Complete: troque None pela máscara
    # en: Complete: replace None with the mask
    mask = None
    return temperatures[mask].mean()


week = torch.tensor([28.0, 31.0, 33.0, 29.0, 35.0, 30.0, 24.0])
print(mean_of_hot_days(week, 30.0))
# --8<-- [end:hot-days-start]


# --8<-- [start:hot-days-check] raises AssertionError
def check_hot_days():
    out = mean_of_hot_days(week, 30.0)
    assert out == 33.0, f"{out = }"
    out = mean_of_hot_days(week, 34.0)
    assert out == 35.0, f"{out = }"
    out = mean_of_hot_days(torch.tensor([10.0, 15.5, 20.0, 27.5]), 15.0)
    assert out == 21.0, f"{out = }"


check_hot_days()
# --8<-- [end:hot-days-check]


# --8<-- [start:hot-days-solution]
def mean_of_hot_days(temperatures, limit):
    mask = temperatures > limit
    return temperatures[mask].mean()


# --8<-- [end:hot-days-solution]
check_hot_days()
assert (week > 30).sum() == 3


# --8<-- [start:hot-days-wrong-limit-included] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return temperatures[temperatures >= limit].mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-limit-included]


# --8<-- [start:hot-days-wrong-positions] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return temperatures[(temperatures > limit).long()].mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-positions]
assert mean_of_hot_days(week, 30.0) == (4 * 28.0 + 3 * 31.0) / 7


# --8<-- [start:hot-days-wrong-divides-by-all] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return (temperatures * (temperatures > limit)).mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-divides-by-all]


# --8<-- [start:hot-days-wrong-mean-of-mask] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return (temperatures > limit).float().mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-mean-of-mask]


# --8<-- [start:hot-days-wrong-median] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return temperatures[temperatures > limit].median()


check_hot_days()
# --8<-- [end:hot-days-wrong-median]


# --8<-- [start:hot-days-wrong-one-degree-more] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return temperatures[temperatures >= limit + 1].mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-one-degree-more]


# --8<-- [start:hot-days-wrong-fixed-limit] raises AssertionError
def mean_of_hot_days(temperatures, limit):
    return temperatures[temperatures > 30.0].mean()


check_hot_days()
# --8<-- [end:hot-days-wrong-fixed-limit]

# --8<-- [start:cat-or-stack-start]
import torch

monday = torch.zeros(24)
tuesday = torch.zeros(24)

joined = torch.cat([monday, tuesday])
stacked = torch.stack([monday, tuesday])
columns = torch.stack([monday, tuesday], dim=1)
mornings = stacked.chunk(2, dim=1)[0]

joined_shape = None
stacked_shape = None
columns_shape = None
mornings_shape = None
# --8<-- [end:cat-or-stack-start]


# --8<-- [start:cat-or-stack-check] raises AssertionError
def check_cat_or_stack():
    assert joined.shape == joined_shape, f"{joined_shape = }"
    assert stacked.shape == stacked_shape, f"{stacked_shape = }"
    assert columns.shape == columns_shape, f"{columns_shape = }"
    assert mornings.shape == mornings_shape, f"{mornings_shape = }"


check_cat_or_stack()
# --8<-- [end:cat-or-stack-check]

# --8<-- [start:cat-or-stack-solution]
joined_shape = (48,)
stacked_shape = (2, 24)
columns_shape = (24, 2)
mornings_shape = (2, 12)
# --8<-- [end:cat-or-stack-solution]
check_cat_or_stack()

# --8<-- [start:cat-or-stack-wrong-cat-stacks] raises AssertionError
joined_shape = (2, 24)
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-cat-stacks]

# --8<-- [start:cat-or-stack-wrong-no-comma] raises AssertionError
joined_shape = 48
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-no-comma]

# --8<-- [start:cat-or-stack-wrong-stack-joins] raises AssertionError
joined_shape = (48,)
stacked_shape = (48,)
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-stack-joins]

# --8<-- [start:cat-or-stack-wrong-dim-ignored] raises AssertionError
stacked_shape = (2, 24)
columns_shape = (2, 24)
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-dim-ignored]

# --8<-- [start:cat-or-stack-wrong-rows-chunked] raises AssertionError
columns_shape = (24, 2)
mornings_shape = (1, 24)
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-rows-chunked]

# --8<-- [start:cat-or-stack-wrong-size-of-chunk] raises AssertionError
mornings_shape = (2, 2)
check_cat_or_stack()
# --8<-- [end:cat-or-stack-wrong-size-of-chunk]

# --8<-- [start:shares-start]
import torch

votes = torch.tensor([[50, 30, 20], [10, 10, 20], [30, 60, 10]])

shares = votes / votes.sum(dim=0)
print(shares)
# --8<-- [end:shares-start]


# --8<-- [start:shares-check] raises AssertionError
def check_shares():
    assert isinstance(shares, torch.Tensor), f"{shares = }"
    assert shares.shape == (3, 3), f"{shares.shape = }"
    assert shares.is_floating_point(), f"{shares.dtype = }"
    rows = torch.tensor([[0.5, 0.3, 0.2], [0.25, 0.25, 0.5], [0.3, 0.6, 0.1]])
    for i in range(3):
        close = torch.allclose(shares[i].float(), rows[i])
        assert close, f"{i = }, {shares[i] = }"


check_shares()
# --8<-- [end:shares-check]
assert torch.allclose(shares.sum(dim=0), torch.ones(3))

# --8<-- [start:shares-solution]
shares = votes / votes.sum(dim=1, keepdim=True)  # (3, 3) / (3, 1)
print(shares)
# --8<-- [end:shares-solution]
check_shares()
assert torch.allclose(shares.sum(dim=1), torch.ones(3))
shares = votes.double() / votes.sum(dim=1)[:, None]
check_shares()

# --8<-- [start:shares-wrong-no-keepdim] raises AssertionError
shares = votes / votes.sum(dim=1)
check_shares()
# --8<-- [end:shares-wrong-no-keepdim]
assert round(shares[0, 1].item(), 4) == 0.75

# --8<-- [start:shares-wrong-dimension-kept] raises AssertionError
shares = votes / votes.sum(dim=0, keepdim=True)
check_shares()
# --8<-- [end:shares-wrong-dimension-kept]

# --8<-- [start:shares-wrong-total] raises AssertionError
shares = votes / votes.sum()
check_shares()
# --8<-- [end:shares-wrong-total]

# --8<-- [start:shares-wrong-left-transposed] raises AssertionError
shares = votes.mT / votes.sum(dim=1)
check_shares()
# --8<-- [end:shares-wrong-left-transposed]

# --8<-- [start:shares-wrong-whole-division] raises AssertionError
shares = votes // votes.sum(dim=1, keepdim=True)
check_shares()
# --8<-- [end:shares-wrong-whole-division]

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
    assert predictions.shape == (3, 1), f"{predictions.shape = }"
    assert targets.shape == (3,), f"{targets.shape = }"


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


# --8<-- [start:squared-error-wrong-squeezed-in-place] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions.squeeze_() - targets) ** 2).mean()


check_squared_error()
# --8<-- [end:squared-error-wrong-squeezed-in-place]
predictions = predictions.unsqueeze(1)


# --8<-- [start:squared-error-wrong-data-changed] raises AssertionError
def mean_squared_error(predictions, targets):
    return ((predictions - targets) ** 2).mean()


targets = targets.unsqueeze(1)
check_squared_error()
# --8<-- [end:squared-error-wrong-data-changed]

# --8<-- [start:half-price-start]
import torch


def half_price(prices, row):
    chosen = prices[row]
    chosen *= 0.5
    return chosen


prices = torch.tensor([[10.0, 20.0], [30.0, 40.0]])
print(half_price(prices, 0))
print(prices)
# --8<-- [end:half-price-start]


# --8<-- [start:half-price-check] raises AssertionError
def check_half_price():
    before = [[10.0, 20.0], [30.0, 40.0]]
    table = torch.tensor(before)
    for row, expected in ((0, [5.0, 10.0]), (1, [15.0, 20.0])):
        out = half_price(table, row)
        assert isinstance(out, torch.Tensor), f"{out = }"
        assert out.tolist() == expected, f"{out = }"
        assert table.tolist() == before, f"{table = }"
        out += 1
        assert table.tolist() == before, f"{table = }"


check_half_price()
# --8<-- [end:half-price-check]


# --8<-- [start:half-price-solution]
def half_price(prices, row):
    return prices[row] * 0.5


# --8<-- [end:half-price-solution]
check_half_price()


def halve(chosen):
    chosen *= 0.5
    return chosen


def half_price(prices, row):
    return halve(prices[row].clone())


check_half_price()


# --8<-- [start:half-price-wrong-same-code] raises AssertionError
def half_price(prices, row):
    return halve(prices[row])


check_half_price()
# --8<-- [end:half-price-wrong-same-code]


# --8<-- [start:half-price-wrong-clone-too-late] raises AssertionError
def half_price(prices, row):
    return halve(prices[row]).clone()


check_half_price()
# --8<-- [end:half-price-wrong-clone-too-late]


# --8<-- [start:half-price-wrong-detach] raises AssertionError
def half_price(prices, row):
    return halve(prices[row].detach())


check_half_price()
# --8<-- [end:half-price-wrong-detach]


# --8<-- [start:half-price-wrong-contiguous] raises AssertionError
def half_price(prices, row):
    return halve(prices[row].contiguous())


check_half_price()
# --8<-- [end:half-price-wrong-contiguous]


# --8<-- [start:half-price-wrong-full-price] raises AssertionError
def half_price(prices, row):
    return prices[row].clone()


check_half_price()
# --8<-- [end:half-price-wrong-full-price]


# --8<-- [start:half-price-wrong-first-row-always] raises AssertionError
def half_price(prices, row):
    return prices[0] * 0.5


check_half_price()
# --8<-- [end:half-price-wrong-first-row-always]

# --8<-- [start:chessboard-start]
import torch

board = None
# --8<-- [end:chessboard-start]


# --8<-- [start:chessboard-check] raises AssertionError
def check_chessboard():
    assert isinstance(board, torch.Tensor), f"{board = }"
    assert board.shape == (8, 8), f"{board.shape = }"
    assert ((board == 0) | (board == 1)).all(), f"{board = }"
    assert board[0, 0] == 0, f"{board[0, 0] = }"
    assert (board[:, 1:] != board[:, :-1]).all(), f"{board[:2] = }"
    assert (board[1:] != board[:-1]).all(), f"{board[:2] = }"


check_chessboard()
# --8<-- [end:chessboard-check]

# --8<-- [start:chessboard-solution]
numbers = torch.arange(8)  # (8,)
board = (numbers[:, None] + numbers) % 2  # (8, 1) + (8,)
print(board[:2])
# --8<-- [end:chessboard-solution]
check_chessboard()
by_sum = board
board = torch.zeros(8, 8)
board[::2, 1::2] = 1
board[1::2, ::2] = 1
check_chessboard()
assert (board == by_sum).all()
board = (numbers[:, None] - numbers).abs() % 2 == 1
check_chessboard()

# --8<-- [start:chessboard-wrong-stripes] raises AssertionError
board = torch.arange(64).reshape(8, 8) % 2
check_chessboard()
# --8<-- [end:chessboard-wrong-stripes]
assert (board[0] == board[1]).all()

# --8<-- [start:chessboard-wrong-level-stripes] raises AssertionError
board = torch.zeros(8, 8)
board[::2] = 1
check_chessboard()
# --8<-- [end:chessboard-wrong-level-stripes]

# --8<-- [start:chessboard-wrong-corner] raises AssertionError
board = (numbers[:, None] + numbers + 1) % 2
check_chessboard()
# --8<-- [end:chessboard-wrong-corner]

# --8<-- [start:chessboard-wrong-no-remainder] raises AssertionError
board = numbers[:, None] + numbers
check_chessboard()
# --8<-- [end:chessboard-wrong-no-remainder]

# --8<-- [start:chessboard-wrong-product] raises AssertionError
board = (numbers[:, None] * numbers) % 2
check_chessboard()
# --8<-- [end:chessboard-wrong-product]

# --8<-- [start:chessboard-wrong-elementwise] raises AssertionError
board = (numbers + numbers) % 2
check_chessboard()
# --8<-- [end:chessboard-wrong-elementwise]

# --8<-- [start:chessboard-wrong-list] raises AssertionError
board = [[(i + j) % 2 for j in range(8)] for i in range(8)]
check_chessboard()
# --8<-- [end:chessboard-wrong-list]

# --8<-- [start:chessboard-wrong-half] raises AssertionError
board = torch.zeros(8, 8)
board[::2, 1::2] = 1
check_chessboard()
# --8<-- [end:chessboard-wrong-half]

# --8<-- [start:channels-first-start]
import torch


def channels_first(image):
    height, width, channels = image.shape
    return image.reshape(channels, height, width)


red, green, blue = [255, 0, 0], [0, 255, 0], [0, 0, 255]
image = torch.tensor([[red, red], [green, blue]])  # (H, W, C)
print(channels_first(image)[0])
# --8<-- [end:channels-first-start]


# --8<-- [start:channels-first-check] raises AssertionError
def check_channels_first():
    out = channels_first(image)
    assert isinstance(out, torch.Tensor), f"{out = }"
    assert out.shape == (3, 2, 2), f"{out.shape = }"
    assert out[0].tolist() == [[255, 255], [0, 0]], f"{out[0] = }"
    assert out[2].tolist() == [[0, 0], [0, 255]], f"{out[2] = }"
    wide = torch.arange(24).reshape(2, 4, 3)
    out = channels_first(wide)
    assert out.shape == (3, 2, 4), f"{out.shape = }"
    assert out[0].tolist() == [[0, 3, 6, 9], [12, 15, 18, 21]], f"{out[0] = }"


check_channels_first()
# --8<-- [end:channels-first-check]


# --8<-- [start:channels-first-solution]
def channels_first(image):
    return image.permute(2, 0, 1)  # (H, W, C) -> (C, H, W)


print(channels_first(image)[0])
# --8<-- [end:channels-first-solution]
check_channels_first()
assert channels_first(image)[0].tolist() == image[:, :, 0].tolist()


# --8<-- [start:channels-first-wrong-same-code] raises AssertionError
def channels_first(image):
    height, width, channels = image.shape
    return image.reshape(channels, height, width)


check_channels_first()
# --8<-- [end:channels-first-wrong-same-code]


# --8<-- [start:channels-first-wrong-view] raises AssertionError
def channels_first(image):
    height, width, channels = image.shape
    return image.view(channels, height, width)


check_channels_first()
# --8<-- [end:channels-first-wrong-view]


# --8<-- [start:channels-first-wrong-transpose] raises AssertionError
def channels_first(image):
    return image.transpose(0, 2)


check_channels_first()
# --8<-- [end:channels-first-wrong-transpose]


# --8<-- [start:channels-first-wrong-order] raises AssertionError
def channels_first(image):
    return image.permute(1, 2, 0)


check_channels_first()
# --8<-- [end:channels-first-wrong-order]


# --8<-- [start:channels-first-wrong-matrix-transpose] raises AssertionError
def channels_first(image):
    return image.mT


check_channels_first()
# --8<-- [end:channels-first-wrong-matrix-transpose]

# --8<-- [start:split-start]
import torch

km = torch.arange(1.0, 11.0)
fares = 6 + 3.5 * km


def split(inputs, targets, seed):
    return None


# --8<-- [end:split-start]


# --8<-- [start:split-check] raises AssertionError
def check_split():
    parts = split(km, fares, 0)
    assert isinstance(parts, (tuple, list)), f"{parts = }"
    assert len(parts) == 4, f"{len(parts) = }"
    train_km, train_fares, test_km, test_fares = parts
    assert train_km.shape == (8,), f"{train_km.shape = }"
    assert test_km.shape == (2,), f"{test_km.shape = }"
    assert torch.equal(train_fares, 6 + 3.5 * train_km), f"{train_fares = }"
    assert torch.equal(test_fares, 6 + 3.5 * test_km), f"{test_fares = }"
    every = torch.cat([train_km, test_km])
    assert torch.equal(every.sort().values, km), f"{every = }"
    assert not torch.equal(every, km), f"{every = }"
    again = split(km, fares, 0)[0]
    assert torch.equal(again, train_km), f"{again = }"
    tests = [set(split(km, fares, seed)[2].tolist()) for seed in range(4)]
    assert any(one != tests[0] for one in tests), f"{tests = }"
    lengths = [len(part) for part in split(km.repeat(2), fares.repeat(2), 0)]
    assert lengths == [16, 16, 4, 4], f"{lengths = }"
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    split(km, fares, 4)
    found = torch.rand(1)
    assert found == expected, f"{expected = }, {found = }"


check_split()
# --8<-- [end:split-check]


# --8<-- [start:split-solution]
def split(inputs, targets, seed):
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(inputs), generator=generator)
    size = len(inputs) * 8 // 10
    train, test = order[:size], order[size:]
    return inputs[train], targets[train], inputs[test], targets[test]


print(split(km, fares, 0)[2:])
# --8<-- [end:split-solution]
check_split()


def shuffled(seed, count):
    generator = torch.Generator().manual_seed(seed)
    return torch.randperm(count, generator=generator)


def splitting(order_of, cut=0.8, overlap=0.0):
    def split(inputs, targets, seed):
        order, count = order_of(seed, len(inputs)), len(inputs)
        train, test = order[: round(cut * count)], order[round(cut * count) :]
        test = order[: round(overlap * count)] if overlap else test
        return inputs[train], targets[train], inputs[test], targets[test]

    return split


split = splitting(shuffled)
check_split()


# --8<-- [start:split-wrong-not-shuffled] raises AssertionError
split = splitting(lambda seed, count: torch.arange(count))
check_split()
# --8<-- [end:split-wrong-not-shuffled]


# --8<-- [start:split-wrong-two-permutations] raises AssertionError
def split(inputs, targets, seed):
    generator = torch.Generator().manual_seed(seed)
    count = len(inputs)
    inputs = inputs[torch.randperm(count, generator=generator)]
    targets = targets[torch.randperm(count, generator=generator)]
    cut = count * 8 // 10
    return inputs[:cut], targets[:cut], inputs[cut:], targets[cut:]


check_split()
# --8<-- [end:split-wrong-two-permutations]


# --8<-- [start:split-wrong-seed-ignored] raises AssertionError
split = splitting(lambda seed, count: torch.randperm(count))
check_split()
# --8<-- [end:split-wrong-seed-ignored]


# --8<-- [start:split-wrong-seed-fixed] raises AssertionError
split = splitting(lambda seed, count: shuffled(0, count))
check_split()
# --8<-- [end:split-wrong-seed-fixed]


# --8<-- [start:split-wrong-seed-of-all] raises AssertionError
def seed_of_all(seed, count):
    torch.manual_seed(seed)
    return torch.randperm(count)


split = splitting(seed_of_all)
check_split()
# --8<-- [end:split-wrong-seed-of-all]


# --8<-- [start:split-wrong-overlap] raises AssertionError
split = splitting(shuffled, overlap=0.2)
check_split()
# --8<-- [end:split-wrong-overlap]


# --8<-- [start:split-wrong-randint] raises AssertionError
def drawn_with_repeats(seed, count):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, count, (count,), generator=generator)


split = splitting(drawn_with_repeats)
check_split()
# --8<-- [end:split-wrong-randint]


# --8<-- [start:split-wrong-sizes-swapped] raises AssertionError
split = splitting(shuffled, cut=0.2)
check_split()
# --8<-- [end:split-wrong-sizes-swapped]


# --8<-- [start:split-wrong-last-two-always] raises AssertionError
def split(inputs, targets, seed):
    cut = len(inputs) * 8 // 10
    order = shuffled(seed, cut)
    return (
        inputs[:cut][order],
        targets[:cut][order],
        inputs[cut:],
        targets[cut:],
    )


check_split()
# --8<-- [end:split-wrong-last-two-always]


# --8<-- [start:split-wrong-eight-always] raises AssertionError
def split(inputs, targets, seed):
    order = shuffled(seed, len(inputs))
    train, test = order[:8], order[8:]
    return inputs[train], targets[train], inputs[test], targets[test]


check_split()
# --8<-- [end:split-wrong-eight-always]


# --8<-- [start:split-wrong-ten-always] raises AssertionError
def split(inputs, targets, seed):
    order = shuffled(seed, 10)
    train, test = order[:8], order[8:]
    return inputs[train], targets[train], inputs[test], targets[test]


check_split()
# --8<-- [end:split-wrong-ten-always]

assert (torch.ones(2, 3) @ torch.ones(3, 5)).shape == (2, 5)
assert torch.tensor([1, 2, 3]).dtype == torch.int64
assert torch.tensor([1.0, 2.0, 3.0]).dtype == torch.float32
assert torch.tensor([1, 2, 1.0]).dtype == torch.float32
scores = torch.tensor([[6.0, 7.0, 8.0], [9.0, 5.0, 7.0]])
assert scores.mean(dim=0).tolist() == [7.5, 6.0, 7.5]
assert scores.mean(dim=1).tolist() == [7.0, 7.0]
