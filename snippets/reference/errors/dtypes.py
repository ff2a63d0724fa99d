# host: the messages name functions of the CPU; NumPy reads its memory
# --8<-- [start:setup]
import numpy as np
import torch
from torch import nn

# --8<-- [end:setup]
for dtype, name in {
    torch.float32: "Float",
    torch.float64: "Double",
    torch.float16: "Half",
    torch.int64: "Long",
    torch.int32: "Int",
    torch.uint8: "Byte",
    torch.bool: "Bool",
}.items():
    assert torch.zeros(1, dtype=dtype).type() == f"torch.{name}Tensor"

# --8<-- [start:two-floats] raises RuntimeError
inputs = torch.from_numpy(np.array([[2.0, 15.0], [5.0, 35.0]]))
model = nn.Linear(2, 1)
model(inputs)
# --8<-- [end:two-floats]
assert inputs.dtype == torch.float64 and model.weight.dtype == torch.float32
for other, words in [
    (lambda: inputs @ torch.ones(2, 1), "expected m1 and m2 to have the same"),
    (lambda: model(torch.tensor([[2, 15]])), "got Long and Float"),
]:
    try:
        other()
        raise AssertionError
    except RuntimeError as error:
        assert words in str(error)

# --8<-- [start:two-floats-fixed]
inputs = inputs.float()
print(f"{inputs.dtype = }, {model(inputs).shape = }")
# --8<-- [end:two-floats-fixed]

# --8<-- [start:image-bytes] raises RuntimeError
picture = torch.full((1, 1, 8, 8), 255, dtype=torch.uint8)
conv = nn.Conv2d(1, 4, 3)
conv(picture)
# --8<-- [end:image-bytes]
for layer, wrong, words in [
    (conv, picture.double(), "Input type (double)"),
    (nn.Conv2d(1, 4, 3, bias=False), picture, "type Byte but found Float"),
]:
    try:
        layer(wrong)
        raise AssertionError
    except RuntimeError as error:
        assert words in str(error)

# --8<-- [start:image-bytes-fixed]
picture = picture.float() / 255
print(f"{picture.max() = }, {conv(picture).shape = }")
# --8<-- [end:image-bytes-fixed]

# --8<-- [start:mean-of-integers] raises RuntimeError
minutes = torch.tensor([20, 35, 26])
minutes.mean()
# --8<-- [end:mean-of-integers]
try:
    (minutes > 25).mean()
    raise AssertionError
except RuntimeError as error:
    assert "Got: Bool" in str(error)

# --8<-- [start:mean-of-integers-fixed]
print(minutes.float().mean(), (minutes > 25).float().mean())
# --8<-- [end:mean-of-integers-fixed]

# --8<-- [start:minus-bool] raises RuntimeError
late = torch.tensor([True, False, True])
on_time = 1 - late
# --8<-- [end:minus-bool]
for wrong, words in [
    (lambda: -late, "Negation, the `-` operator, on a bool tensor"),
    (lambda: late - late, "with two bool tensors is not supported"),
]:
    try:
        wrong()
        raise AssertionError
    except RuntimeError as error:
        assert words in str(error)

# --8<-- [start:minus-bool-fixed]
print(~late, 1 - late.long())
# --8<-- [end:minus-bool-fixed]

# --8<-- [start:written-in-place] raises RuntimeError
minutes = torch.tensor([20, 35, 26])
minutes /= 60
# --8<-- [end:written-in-place]
assert minutes.dtype == torch.int64

# --8<-- [start:written-in-place-loss] raises RuntimeError
logits = torch.tensor([1.2, -0.4, 0.3])
late = torch.tensor([1, 0, 1])
nn.BCEWithLogitsLoss()(logits, late)
# --8<-- [end:written-in-place-loss]
assert late.dtype == torch.int64
assert nn.CrossEntropyLoss()(logits[None], late[:1]) > 0

# --8<-- [start:written-in-place-fixed]
hours = minutes / 60
print(f"{hours.dtype = }, {minutes.dtype = }")
print(f"{nn.BCEWithLogitsLoss()(logits, late.float()):.4f}")
# --8<-- [end:written-in-place-fixed]

# --8<-- [start:integer-gradient] raises RuntimeError
weight = torch.tensor([3, 2], requires_grad=True)
# --8<-- [end:integer-gradient]
try:
    nn.Parameter(torch.tensor([3, 2]))
    raise AssertionError
except RuntimeError as error:
    assert "can require gradients" in str(error)

# --8<-- [start:integer-gradient-fixed]
weight = torch.tensor([3.0, 2.0], requires_grad=True)
print(weight)
# --8<-- [end:integer-gradient-fixed]

# --8<-- [start:float-index] raises IndexError
minutes = torch.tensor([20, 35, 26])
places = torch.tensor([0.0, 2.0])
minutes[places]
# --8<-- [end:float-index]
try:
    minutes[4 / 2]
    raise AssertionError
except IndexError as error:
    assert "only integers, slices" in str(error)

# --8<-- [start:float-index-fixed]
print(minutes[places.long()], minutes[4 // 2])
# --8<-- [end:float-index-fixed]

# --8<-- [start:float-tokens] raises RuntimeError
words = torch.tensor([[3.0, 0.0, 1.0]])
nn.Embedding(5, 2)(words)
# --8<-- [end:float-tokens]
assert torch.zeros(3).dtype == torch.float32

# --8<-- [start:float-tokens-fixed]
print(f"{nn.Embedding(5, 2)(words.long()).shape = }")
# --8<-- [end:float-tokens-fixed]

# --8<-- [start:not-implemented] raises NotImplementedError
logits = torch.tensor([2, 0, 1])
logits.softmax(dim=0)
# --8<-- [end:not-implemented]
for other, name in [
    (nn.GELU(), "Gelu"),
    (nn.LeakyReLU(), "leaky_relu"),
    (lambda x: nn.MSELoss()(x, x), "mse_cpu"),
    (lambda x: nn.HuberLoss()(x, x), "huber"),
]:
    try:
        other(logits)
        raise AssertionError
    except NotImplementedError as error:
        assert name in str(error) and "for 'Long'" in str(error)

# --8<-- [start:not-implemented-fixed]
print(logits.float().softmax(dim=0))
# --8<-- [end:not-implemented-fixed]

# --8<-- [start:object-array] raises TypeError
rows = np.array([[2.0, 15], [5.0, None]])
torch.from_numpy(rows)
# --8<-- [end:object-array]
assert rows.dtype == object
try:
    torch.tensor(np.array(["2.0", "5.0"]))
    raise AssertionError
except TypeError as error:
    assert "numpy.str_" in str(error)

try:
    np.array([2.0, "far"], dtype=object).astype(np.float32)
    raise AssertionError
except ValueError as error:
    assert "'far'" in str(error)

# --8<-- [start:object-array-fixed]
print(torch.from_numpy(rows.astype(np.float32)))
# --8<-- [end:object-array-fixed]

# --8<-- [start:text] raises ValueError
torch.tensor(["Recife", "Manaus", "Recife"])
# --8<-- [end:text]
for text in ["3.5", [1.0, "3.5"]]:
    try:
        torch.tensor(text)
        raise AssertionError
    except TypeError as error:
        assert str(error) == "new(): invalid data type 'str'"

# --8<-- [start:text-fixed]
number = {"Manaus": 0, "Recife": 1}
print(torch.tensor([number[city] for city in ["Recife", "Manaus", "Recife"]]))
print(torch.tensor([float(text) for text in ["2.0", "3.5"]]))
# --8<-- [end:text-fixed]

# --8<-- [start:missing-value] raises RuntimeError
torch.tensor([2.0, None, 3.0])
# --8<-- [end:missing-value]
try:
    torch.tensor([{"km": 2.0}])
    raise AssertionError
except RuntimeError as error:
    assert str(error) == "Could not infer dtype of dict"

# --8<-- [start:missing-value-fixed]
km = torch.tensor([2.0, float("nan"), 3.0])
print(km.isnan().sum(), km[~km.isnan()])
# --8<-- [end:missing-value-fixed]

# --8<-- [start:too-large] raises RuntimeError
torch.tensor([20, 300], dtype=torch.uint8)
# --8<-- [end:too-large]
assert torch.tensor([20, 300]).to(torch.uint8).tolist() == [20, 300 - 256]
assert torch.iinfo(torch.uint8).max == 255
try:
    torch.full((2,), 300, dtype=torch.uint8)
    raise AssertionError
except RuntimeError as error:
    assert "uint8_t without overflow" in str(error)

# --8<-- [start:too-large-fixed]
print(torch.tensor([20, 300]), torch.tensor([20, 300]).to(torch.uint8))
# --8<-- [end:too-large-fixed]

# --8<-- [start:comma] raises TypeError
price = torch.tensor(3, 5)
# --8<-- [end:comma]
assert torch.tensor([3, 5]).shape == (2,)
try:
    torch.tensor(1, 2, 3)
    raise AssertionError
except TypeError as error:
    assert str(error).endswith("3 were given")

# --8<-- [start:comma-fixed]
print(torch.tensor(3.5), torch.tensor([3, 5]))
# --8<-- [end:comma-fixed]
