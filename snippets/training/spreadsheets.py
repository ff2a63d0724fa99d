# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import csv
import tempfile
from datetime import datetime
from pathlib import Path

import torch
from torch import nn
# --8<-- [end:setup]

# --8<-- [start:file]
text = """cidade;área;quartos;anúncio;aluguel
São Paulo;48,5;2;05/03/2025;R$ 2.650,00
Belém;70,0;3;17/02/2025;R$ 1.480,00
Maceió;55,5;;21/03/2025;R$ 1.350,00
São Paulo;32,0;1;02/01/2025;R$ 1.990,00
Maceió;90,0;3;10/01/2025;R$ 1.980,00
Belém;44,0;1;28/03/2025;R$ 950,00
São Paulo;75,0;3;14/02/2025;R$ 3.900,00
Belém;60,0;2;09/01/2025;R$ 1.250,00
Maceió;38,5;1;11/02/2025;R$ 990,00
São Paulo;60,0;;20/01/2025;R$ 3.150,00
Belém;85,0;3;03/03/2025;R$ 1.790,00
Maceió;64,0;2;25/02/2025;R$ 1.520,00
"""
folder = tempfile.TemporaryDirectory()
file = Path(folder.name) / "rent.csv"
file.write_bytes(text.encode("cp1252"))
# --8<-- [end:file]

# --8<-- [start:utf-8] raises UnicodeDecodeError
file.read_text(encoding="utf-8")
# --8<-- [end:utf-8]

# --8<-- [start:encodings]
print("á".encode("cp1252"), "á".encode("utf-8"))
print(f"{'área'.encode('utf-8').decode('cp1252') = }")
print(f"{'cidade'.encode('utf-8-sig').decode('utf-8') = }")
# --8<-- [end:encodings]

# --8<-- [start:comma]
with file.open(encoding="cp1252", newline="") as lines:
    rows = list(csv.DictReader(lines))
print(f"{len(rows) = }, {len(rows[0]) = }")
print(rows[0])
# --8<-- [end:comma]


# --8<-- [start:semicolon]
def read_rows(file):
    with file.open(encoding="cp1252", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


rows = read_rows(file)
print(f"{len(rows) = }, {len(rows[0]) = }")
print(rows[0])
# --8<-- [end:semicolon]
assert rows[2]["quartos"] == rows[9]["quartos"] == ""

# --8<-- [start:decimal-comma] raises ValueError
float(rows[0]["área"])
# --8<-- [end:decimal-comma]

# --8<-- [start:thousands]
print(f"{float('48,5'.replace(',', '.')) = }")
print(f"{float('2.650') = }")
# --8<-- [end:thousands]


# --8<-- [start:number]
def number(text):
    text = text.replace("R$", "").replace(".", "").replace(",", ".")
    return float(text)


print(f"{number('48,5') = }, {number('R$ 2.650,00') = }")
print(f"{number('48.5') = }")
# --8<-- [end:number]
assert number("R$\xa02.650,00") == number(" R$ 2.650 ") == 2650
assert number("2650.00") == 265000

# --8<-- [start:empty] raises ValueError
[number(row["quartos"]) for row in rows]
# --8<-- [end:empty]


# --8<-- [start:missing]
def number_or_nan(text):
    return number(text) if text.strip() else float("nan")


area = torch.tensor([number(row["área"]) for row in rows])
rooms = torch.tensor([number_or_nan(row["quartos"]) for row in rows])
print(rooms.tolist())
print(f"{rooms.mean().item() = }")

missing = rooms.isnan()
middle = rooms[~missing].median()
rooms = torch.where(missing, middle, rooms)
print(rooms.tolist())
# --8<-- [end:missing]
assert middle == 2 and missing.sum() == 2

# --8<-- [start:dates]
for pattern in ("%d/%m/%Y", "%m/%d/%Y"):
    print(datetime.strptime("05/03/2025", pattern).date())

first = datetime(2025, 1, 1)
dates = [datetime.strptime(row["anúncio"], "%d/%m/%Y") for row in rows]
day = torch.tensor([float((date - first).days) for date in dates])
print(f"{day.tolist()[:3] = }")
# --8<-- [end:dates]

# --8<-- [start:month-first] raises ValueError
[datetime.strptime(row["anúncio"], "%m/%d/%Y") for row in rows]
# --8<-- [end:month-first]

# --8<-- [start:cities]
cities = sorted({row["cidade"] for row in rows})
city = torch.tensor([cities.index(row["cidade"]) for row in rows])
one_hot = nn.functional.one_hot(city, len(cities)).float()
print(cities)
print(city[:3].tolist())
print(one_hot[:3].tolist())
# --8<-- [end:cities]

# --8<-- [start:tensors]
columns = [area, rooms, missing.float(), day]
inputs = torch.cat([torch.stack(columns, dim=1), one_hot], dim=1)
targets = torch.tensor([[number(row["aluguel"])] for row in rows])
print(f"{inputs.shape = }, {inputs.dtype = }")


def check(table):
    assert table.isfinite().all(), table.isfinite().all(dim=0)
    for index, column in enumerate(table.unbind(dim=1)):
        values = [column.min(), column.max(), column.mean()]
        print(index, *[f"{value.item():.1f}" for value in values])


check(inputs)
check(targets)
# --8<-- [end:tensors]
try:
    check(torch.tensor([[48.5, 2.0], [55.5, float("nan")]]))
    assert False
except AssertionError as error:
    assert error.args[0].tolist() == [True, False]
assert targets.shape == (12, 1) and targets.dtype == torch.float32

# --8<-- [start:train]
x = (inputs - inputs.mean(dim=0)) / inputs.std(dim=0)
mean, std = targets.mean(), targets.std()
y = (targets - mean) / std

torch.manual_seed(0)
model = nn.Linear(7, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
loss_fn = nn.MSELoss()
for step in range(300):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()

outputs = model(x).detach() * std + mean
print(f"{(outputs - targets).abs().mean().item() = :.0f}")
print(f"{(mean - targets).abs().mean().item() = :.0f}")
folder.cleanup()
# --8<-- [end:train]
