# ---
# description: Treine duas redes para ler dígitos escritos à mão, compare-as com uma regra sem rede e veja onde a melhor delas erra.
# level: deeper
# ---

# %% [markdown]
# # Dígitos escritos à mão { #handwritten-digits }
#
# Ao fim deste laboratório, você terá uma rede que lê um dígito escrito à mão e acerta pelo menos 97 em cada 100 que
# nunca viu, e saberá o que esse número esconde. No seu computador, instale antes o pacote `scikit-learn`; o Colab já o
# traz.

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
# ## Os dados { #data }
#
# Junto com o scikit-learn vem um [*conjunto de dados
# (dataset)*](https://scikit-learn.org/stable/datasets/toy_dataset.html) pequeno e famoso: 1797 imagens de 8 por 8
# pontos, recolhidas de formulários preenchidos antes de 1998. Cada imagem é uma tabela em que `0` é papel em branco e
# `16` é tinta cheia, e cada uma traz um *rótulo (label)*, o dígito que a pessoa quis escrever.

# %%
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)
labels = torch.tensor(digits.target)
print(f"{images.shape = }")
print(f"{labels[0] = }")
print(images[0].int())

# %% [markdown]
# `device` é a GPU, se houver uma, ou a CPU, como em [Uma reta e uma curva](line.py); as imagens vão para lá na próxima
# seção. Quanto à tabela, aperte os olhos: os zeros do meio são o buraco de um `0`. A rede recebe isso mesmo, a tabela.
# Nós preferimos ver cinquenta de uma vez, em cinco fileiras de dez, coladas em uma imagem só, cada uma com uma moldura
# de um ponto. Quem faz a colagem são duas trocas de formato, de [Mudar o formato](../tensors/reshaping.md).


# %% alt="Cinquenta dígitos em cinco fileiras de dez. As três primeiras fileiras trazem os dígitos de 0 a 9 em ordem; as duas últimas, fora de ordem. São grosseiros, mas legíveis."
def mosaic(images, columns=10):
    framed = F.pad(images, (1, 1, 1, 1))  # (..., 10, 10)
    rows = framed.reshape(-1, columns, 10, 10)
    return rows.transpose(1, 2).reshape(-1, 10 * columns)


fig, ax = plt.subplots()
ax.imshow(mosaic(images[:50]), interpolation="none")
ax.axis("off")

# %% [markdown]
# Repare que as três primeiras fileiras vão de `0` a `9`, três vezes seguidas: uma mesma pessoa preenchendo um
# formulário. Voltaremos a isso, porque é aí que mora a surpresa do laboratório.

# %% tags=["hidden"]
assert images.shape == (1797, 8, 8)
assert (images.min(), images.max()) == (0, 16)
assert labels[:30].tolist() == 3 * list(range(10))
assert "13\nto the test set" in digits.DESCR

# %% [markdown]
# ## Três partes { #split }
#
# Dividir por 16 põe a tinta entre 0 e 1, e `unsqueeze` cria a *dimensão (dimension)* do canal, que a [*convolução
# (convolution)*](../modules/convolution.md) vai pedir. O sorteio das três partes usa um gerador com *semente (seed)*,
# como em [Treino, validação e teste](../training/validation.md#split): 997 imagens ensinam, 400 servem para escolher,
# e as outras 400 ficam fechadas até o fim. Um `[:]` em uma parte devolve todas as imagens e todos os rótulos dela.

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
# ## Antes de qualquer rede { #baselines }
#
# Quanto se acerta sem aprender quase nada? A *linha de base (baseline)* mais preguiçosa responde sempre o dígito mais
# comum do *conjunto de treino (training set)*. A *acurácia (accuracy)*, a fração de acertos, é medida no *conjunto de
# validação (validation set)*.

# %%
commonest = train_labels.bincount().argmax()
same_score = (val_labels == commonest).float().mean().item()
print(f"{commonest.item() = }")
print(f"{same_score = :.3f}")

# %% [markdown]
# Uma em dez, como se espera de dez classes quase iguais em tamanho. Vamos exigir mais. Tire a média de todos os zeros
# do treino, de todos os uns, e assim por diante: dez retratos falados.

# %% alt="Dez imagens borradas, em duas fileiras de cinco: a média de cada dígito de 0 a 9. O 0 e o 4 se reconhecem logo; o 5, o 8 e o 9 são quase manchas."
by_digit = [train_inputs[train_labels == digit] for digit in range(10)]
means = torch.stack([examples.mean(dim=0) for examples in by_digit])
fig, ax = plt.subplots()
ax.imshow(mosaic(means.cpu(), columns=5), interpolation="none")
ax.axis("off")

# %% [markdown]
# Uma imagem nova recebe o nome do retrato mais parecido. `flatten(1)` estica cada imagem em 64 números, `torch.cdist`
# mede a distância de cada imagem a cada retrato, e `argmin` fica com o mais próximo.

# %%
distances = torch.cdist(val_inputs.flatten(1), means.flatten(1))
nearest = distances.argmin(dim=1)
nearest_score = (nearest == val_labels).float().mean().item()
print(f"{nearest_score = :.3f}")

# %% tags=["hidden"]
assert 0.08 < same_score < 0.12
assert 0.86 < nearest_score < 0.92

# %% [markdown]
# Perto de nove em dez, sem *treinamento (training)*, sem *gradiente (gradient)*, em umas poucas linhas. Este é o
# número a bater. Uma rede que chegasse a 80% em dígitos, e muita gente comemoraria, perderia para dez médias.

# %% [markdown]
# ## Treinar e medir { #train-and-measure }
#
# As duas redes vão usar as mesmas duas funções. A *perda (loss)* é a [entropia cruzada](../losses/multiclass.md), que
# recebe um número por classe, e a resposta da rede é a classe do maior número. `train` ensina com a primeira parte
# que recebe; depois de cada *época (epoch)*, anota a acurácia de cada uma das partes. A linha com `@`, acima de
# `accuracy`, vale para a função inteira: ali não se guarda nada para gradientes.

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
# ## Um perceptron { #perceptron }
#
# A primeira rede estica a imagem em uma fila de 64 números e a passa por duas *camadas (layers)* lineares, com uma
# ReLU no meio. É o perceptron de várias camadas. Ele não sabe que o ponto 9 fica embaixo do ponto 1: para ele, são 64
# números sem vizinhança.


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
# Bem acima dos retratos falados, com uns seis mil *parâmetros (parameters)*.

# %% [markdown]
# ## Uma rede convolucional { #convolutional }
#
# A segunda gasta quase a mesma quantidade de parâmetros de outro jeito. Cada *filtro (filter)* de uma
# [convolução](../modules/convolution.md#slide) olha 3 por 3 pontos vizinhos e passeia pela imagem inteira; o
# *pooling* encolhe o resultado pela metade. No fim, uma camada linear olha 128 números e decide.


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
# ## As curvas { #curves }

# %% alt="Quatro curvas de acurácia em 25 épocas. Tracejadas, as de treino das duas redes, que chegam perto de 1. Cheias, as de validação: as duas sobem depressa e param antes, a da rede convolucional mais alta que a do perceptron."
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
# Tracejado é treino, cheio é validação. As duas redes acabam sabendo praticamente de cor as 997 imagens, e a
# distância até a curva cheia é o *sobreajuste (overfitting)*. A distância da rede convolucional é a menor: um filtro
# que aprendeu um traço em um canto já o conhece em todos os outros, de modo que sobra menos para decorar. Quem
# escolhe é a validação, e ela escolheu.

# %% [markdown]
# ## Um ponto para o lado { #one-point }
#
# O mesmo filtro em todo lugar: então a rede convolucional reconhece o dígito onde quer que ele esteja? Vamos empurrar
# todas as imagens da validação um ponto para a direita. `F.pad` põe uma coluna em branco à esquerda e tira a última
# da direita, onde quase nunca há tinta. Você leria todas sem notar a diferença.

# %%
moved_set = TensorDataset(F.pad(val_inputs, (1, -1)), val_labels)
print(f"perceptron {accuracy(perceptron, moved_set):.3f}")
print(f"convolutional {accuracy(convolutional, moved_set):.3f}")

# %% [markdown]
# !!! predict "Preveja: quanto resta da acurácia da rede convolucional?"
#
#     1. Quase tudo: o filtro acompanha o dígito
#     2. Mais da metade, mas longe do que era
#     3. Perto de uma em dez: ela passa a chutar
#
#     ??? answer "Ver a saída"
#
#         **Resposta 2.** A convolução acompanha o movimento, mas [não o
#         ignora](../modules/convolution.md#edges), e a camada linear do fim lê posições fixas: o traço que ela
#         esperava em um quadrante apareceu em outro. O pooling perdoa uma parte, e por isso a resposta 3 é pessimista.
#         O perceptron, para quem cada ponto é um mundo, se sai pior: erra mais da metade.
#
# Nenhuma das duas aprendeu que um 5 deslocado é um 5, porque nunca viu um. A cura está nos dados: a segunda
# experiência, [no fim](#try).

# %% tags=["hidden"]
assert inputs[..., 7].mean() < 0.03 * inputs.mean()
assert accuracy(perceptron, moved_set) < 0.5
assert 0.5 < accuracy(convolutional, moved_set) < 0.8

# %% [markdown]
# ## O teste, uma vez { #test }
#
# A escolha está feita, e o *conjunto de teste (test set)* é aberto. O `assert` guarda a promessa do começo.

# %%
test_inputs, test_labels = test_set[:]
with torch.inference_mode():
    logits = convolutional(test_inputs)
guesses = logits.argmax(dim=1)
test_accuracy = (guesses == test_labels).float().mean().item()
print(f"{test_accuracy = :.3f}")
assert test_accuracy >= 0.97

# %% [markdown]
# A acurácia não diz quais dígitos se confundem. A [*matriz de confusão (confusion
# matrix)*](../training/measuring.md#four-kinds) diz: a linha é o dígito verdadeiro, a coluna é o que a rede
# respondeu. Cada par vira um número de 0 a 99, dezena verdadeira e unidade respondida, e `bincount` conta quantas
# vezes cada um aparece.

# %%
pairs = 10 * test_labels + guesses
for row in pairs.bincount(minlength=100).reshape(10, 10).tolist():
    print(*[f"{count:2}" for count in row])

# %% [markdown]
# Na diagonal estão os acertos. Fora dela, cada número é um engano, e são poucos o bastante para olharmos um a um.

# %% [markdown]
# ## O que ela erra { #mistakes }
#
# Estas são as oito imagens de teste em que a perda foi maior, da pior em diante. Entre elas estão todos os
# enganos, e o resto são os acertos mais apertados. Em cima de cada uma, o dígito verdadeiro e a resposta da rede.

# %% alt="Oito imagens de teste em duas fileiras. Sobre cada uma, o dígito verdadeiro, uma seta e o dígito respondido; onde os dois diferem, a rede errou. São borradas, cortadas ou tortas, difíceis também para uma pessoa."
losses = F.cross_entropy(logits, test_labels, reduction="none")
worst = losses.argsort(descending=True)[:8]
fig, axes = plt.subplots(2, 4)
for ax, number in zip(axes.flat, worst):
    ax.imshow(test_inputs[number, 0].cpu(), interpolation="none")
    ax.set_title(f"{test_labels[number]} → {guesses[number]}")
    ax.axis("off")

# %% [markdown]
# Cubra os números e tente você. Em oito por oito pontos, com o traço cortado ou borrado, também hesitamos. Olhar os
# erros é o melhor hábito que este laboratório pode deixar: às vezes eles mostram um rótulo trocado, às vezes um tipo
# de imagem que faltou no treino, e nenhuma média mostra isso.

# %% tags=["hidden"]
wrong = set((guesses != test_labels).nonzero().flatten().tolist())
assert 1 <= len(wrong) < 8
assert wrong <= set(worst.tolist())
assert worst[0].item() in wrong

# %% [markdown]
# ## Mãos que ela nunca viu { #other-hands }
#
# Falta o que o número esconde. As 1797 imagens foram escritas por 13 pessoas, e no arquivo as de cada mão ficam juntas,
# como mostra um [curso de quem faz o
# scikit-learn](https://inria.github.io/scikit-learn-mooc/python_scripts/cross_validation_grouping.html). O nosso
# sorteio embaralhou tudo: no teste estão as mesmas mãos do treino. Quem baixar a rede, porém, é outra pessoa. Então
# treinemos com as mãos do começo do arquivo, e façamos a prova com as do fim, da imagem 1415 em diante. O treino fica
# até maior, 1415 imagens em vez de 997.

# %%
known_hands = TensorDataset(inputs[:1415], labels[:1415])
new_hands = TensorDataset(inputs[1415:], labels[1415:])
torch.manual_seed(0)
model = make_convolutional().to(device)
train(model, known_hands)
new_score = accuracy(model, new_hands)
print(f"{new_score = :.3f}")

# %% [markdown]
# !!! predict "Preveja: com mais imagens de treino e mãos desconhecidas, o que acontece com os erros?"
#
#     1. Diminuem: há mais imagens para aprender
#     2. Ficam como estavam: um 7 é um 7
#     3. No mínimo dobram
#
#     ??? answer "Ver a saída"
#
#         **Resposta 3.** A queda parece pequena, mas compare os erros, e não os acertos.
#         Com outras sementes o salto é maior ou menor, mas sempre há um. Cada mão tem os seus hábitos,
#         o 7 cortado, o 4 aberto, e a rede contava com eles. A resposta 1 pensa na quantidade, quando o que falta é
#         variedade. O primeiro número não era falso,
#         respondia a outra pergunta: quanto ela acerta em imagens novas **destas** pessoas. É uma forma de *vazamento
#         de dados (data leakage)*. Quando os exemplos vêm em grupos, pacientes, lojas, mãos, sorteie os grupos, e não
#         as linhas.

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
# ## Três coisas para experimentar { #try }
#
# Mude uma de cada vez e execute o caderno desde o começo. Antes, escreva o que espera ver.
#
# 1. **Cem imagens.** Troque `[997, 400, 400]` por `[97, 1300, 400]`. Com dez imagens de cada dígito, o que sobra da
#    vantagem das redes sobre os retratos falados? Para ver as curvas inteiras, diminua o `0.85` de `ylim`. O `assert` do
#    teste vai reclamar, e com razão.
# 2. **Imagens que se mexem.** Em `train`, abaixo da linha `for inputs, labels in loader:`, escreva
#    `step = int(torch.randint(-1, 2, ()))` e, na linha seguinte, `inputs = F.pad(inputs, (step, -step))`. Cada lote vai
#    um ponto para a esquerda, para a direita ou fica. Quanto sobra da queda que você viu, e quanto custa nas imagens
#    paradas?
# 3. **Pontos embaralhados.** Logo depois de criar `images`, escreva `order = torch.randperm(64)` e
#    `images = images.flatten(1)[:, order].reshape(-1, 8, 8)`. Todas as imagens são embaralhadas do mesmo jeito, e
#    ninguém mais lê nada. Uma das redes nem percebe. Qual, e por quê? (O `assert` do teste pode reclamar de
#    novo.)


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
# ## Para onde ir agora { #next }
#
# O que cada filtro faz, com números, está em [Uma convolução à mão](../modules/convolution.md). As curas para o
# sobreajuste que você viu nas curvas, medidas uma a uma, estão em [Sobreajuste](../training/overfitting.md). No próximo
# laboratório, as classes são letras: [Um modelo que escreve português](writing.py).
