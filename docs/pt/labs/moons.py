# ---
# description: Separe duas meias-luas com uma reta, depois com uma rede pequena; veja a fronteira se formar, decorar e ser curada.
# level: deeper
# ---

# %% [markdown]
# # Duas luas { #two-moons }
#
# Ao fim deste laboratório você terá visto uma fronteira reta falhar, uma *rede neural (neural network)* pequena dobrar
# essa fronteira até ela servir, e uma rede grande demais dobrá-la até decorar.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

device = torch.accelerator.current_accelerator(check_available=True)
device = device or torch.device("cpu")
torch.manual_seed(0)

# %% [markdown]
# ## Os dados { #data }
#
# Cada lua é meia volta de um círculo. Uma é o arco de cima; a outra, o de baixo, empurrada para o lado e para cima até
# as pontas se encaixarem. Depois cada ponto leva um empurrão sorteado, o ruído. A lua de um ponto é o seu
# *rótulo (label)*, `0` ou `1`, e a pergunta é de *classificação (classification)*: dado o lugar de um ponto, de que
# lua ele é? Em `moons`, `side` vale $1$ para a lua de cima e $-1$ para a de baixo, que é a mesma meia volta virada, e
# `device` é a GPU, se houver uma, ou a CPU, como em [Uma reta e uma curva](line.py).


# %%
def moons(count, noise):
    labels = torch.arange(count) % 2
    side = 1 - 2 * labels
    angle = torch.pi * torch.rand(count)
    x = side * torch.cos(angle) + labels
    y = side * torch.sin(angle) + labels / 2
    clean = torch.stack([x, y], dim=1)
    points = clean + noise * torch.randn(count, 2)
    return points.to(device), labels[:, None].float().to(device)


# %% [markdown]
# São duzentos pontos para treinar e outros mil para conferir: o *conjunto de treino (training set)* e o *conjunto de
# validação (validation set)*. Na vida real ninguém tem cinco vezes mais pontos para conferir do que para treinar. Aqui
# eles custam uma linha, e com mil a conferência quase não depende da sorte. No desenho, a lua 0 leva círculos e a lua
# 1, triângulos; `chosen.T` são as duas fileiras que o `scatter` pede, a dos $x$ e a dos $y$.

# %%
inputs, targets = moons(200, noise=0.2)
val_inputs, val_targets = moons(1000, noise=0.2)
print(f"{inputs.shape = }")
print(f"{targets.shape = }")


# %%
def draw_points(ax, inputs, targets):
    for label, marker in enumerate("o^"):
        chosen = inputs[targets[:, 0] == label].cpu()
        style = {"marker": marker, "color": f"C{label}"}
        ax.scatter(*chosen.T, s=8, zorder=2, **style)


# %% alt="Duas meias-luas de pontos: os círculos formam um arco voltado para baixo, os triângulos um arco voltado para cima, e a ponta de cada um entra no vão do outro. Onde se encontram, alguns se misturam."
fig, ax = plt.subplots()
draw_points(ax, inputs, targets)

# %% [markdown]
# Metade dos pontos é de cada lua. Quem responde sempre a mesma acerta metade: essa é a *linha de base (baseline)*.
#
# ## Uma fronteira reta { #straight }
#
# O modelo dá a cada ponto um número, o *logit* (qualquer valor, sem limites): positivo quer dizer lua 1, negativo, lua
# 0. É o caso de [Duas classes](../losses/binary.md), com a mesma *perda (loss)*. As duas funções abaixo servem até o
# fim do caderno. A primeira treina, com o `AdamW`; o `decay`, um botão dele, fica em zero por enquanto.

# %%
loss_fn = nn.BCEWithLogitsLoss()


# %%
def fit(model, inputs, targets, decay=0.0, steps=500):
    parameters = model.parameters()
    optimizer = torch.optim.AdamW(parameters, lr=0.01, weight_decay=decay)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()


# %% [markdown]
# A segunda mede a *acurácia (accuracy)*, a parte dos pontos em que o sinal do logit diz a lua certa. A perda é o que o
# *treinamento (training)* diminui; a acurácia é o que uma pessoa entende.


# %%
def accuracy(model, inputs, targets):
    with torch.inference_mode():
        hits = (model(inputs) > 0) == (targets == 1)
    return hits.float().mean().item()


# %% [markdown]
# Primeiro, uma *camada (layer)* linear sozinha: dois *pesos (weights)*, um *viés (bias)*. O logit dela é zero em cima
# de uma reta, e essa reta é a fronteira.

# %%
straight = nn.Linear(2, 1).to(device)
fit(straight, inputs, targets)
train_score = accuracy(straight, inputs, targets)
straight_score = accuracy(straight, val_inputs, val_targets)
print(f"{train_score = :.2f}")
print(f"{straight_score = :.2f}")

# %% [markdown]
# !!! predict "Preveja: que parte dos pontos a reta acerta?"
#
#     Olhe a figura das luas, imagine a melhor reta e escreva um número antes de abrir.
#
#     ??? answer "Ver a saída"
#
#         Bem mais que a metade. Quem escreveu `0.50` pensou que as luas, por estarem encaixadas, anulam a reta; mas
#         ela erra nas duas pontas encaixadas, e o resto das luas está do lado certo. É assim com muitos modelos
#         pobres: acertam bastante, e o que falta não vem com mais *passos (steps)*.

# %% tags=["hidden"]
assert 0.8 < straight_score < 0.9
more_steps = nn.Linear(2, 1).to(device)
fit(more_steps, inputs, targets, steps=1000)
assert abs(accuracy(more_steps, val_inputs, val_targets) - straight_score) < 0.02

# %% [markdown]
# Para ver a fronteira, calcule o logit em cada ponto de uma grade que cobre o desenho. `contourf` pinta de leve os dois
# lados, e `contour` traça a linha em que o logit é zero.

# %%
xs, ys = torch.linspace(-2, 3, 81), torch.linspace(-1.5, 2, 61)
grid = torch.cartesian_prod(xs, ys).to(device)


# %%
def draw(ax, model, inputs, targets):
    with torch.inference_mode():
        logits = model(grid).reshape(81, 61).T.cpu()
    sides = [-1e9, 0, 1e9]
    ax.contourf(xs, ys, logits, sides, colors=["C0", "C1"], alpha=0.15)
    ax.contour(xs, ys, logits, [0], colors="C2")
    draw_points(ax, inputs, targets)


# %% alt="As duas luas cortadas por uma reta que sobe devagar para a direita. A ponta direita da lua de cima fica abaixo dela, e a ponta esquerda da lua de baixo, acima: são os erros."
fig, ax = plt.subplots()
draw(ax, straight, inputs, targets)

# %% [markdown]
# ## A fronteira se forma { #forming }
#
# Agora ponha uma camada no meio, com dezesseis saídas, e uma ReLU depois dela. Cada uma das dezesseis [dobra o
# plano](../modules/activations.md#relu) ao longo de uma reta sua, e a fronteira pode mudar de direção onde cruza uma
# dobra.


# %%
def new_model(*widths):
    layers = []
    for n_in, n_out in zip((2, *widths), widths):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    layers.append(nn.Linear(widths[-1], 1))
    return nn.Sequential(*layers).to(device)


# %%
torch.manual_seed(0)
model = new_model(16)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0)
print(model)

# %% [markdown]
# O laço abaixo é o de `fit`, parado em quatro momentos para desenhar. Cada quadro traz sessenta dos pontos e, em cima,
# o número do passo; a saída dá a acurácia na validação nos mesmos passos.

# %% alt="Quatro quadros. No passo 0, a fronteira passa longe das luas e tudo é de um lado só. No 10, ela já corta o desenho, torta. No 50, é quase uma reta entre as luas. No 500, sobe, desce e sobe: um S que contorna a ponta de cada lua."
moments = (0, 10, 50, 500)
fig, axes = plt.subplots(2, 2, sharex=True, sharey=True)
fig.set_size_inches(4.2, 3.4)
panels = dict(zip(moments, axes.flat))
for step in range(501):
    if step in panels:
        draw(panels[step], model, inputs[:60], targets[:60])
        panels[step].set_title(step)
        print(step, f"{accuracy(model, val_inputs, val_targets):.2f}")
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    optimizer.step()

# %% [markdown]
# A rede acha primeiro quase a mesma reta de antes: é o que conserta mais pontos de uma vez. As dobras do meio vêm
# depois e demoram, porque consertam poucos. Repare também que a fronteira final não é uma curva: são pedaços de reta
# emendados.
#
# Mais da metade dos erros que restam não é culpa dela. O ruído jogou esses pontos para dentro da outra lua, e quem
# olha só o lugar de um ponto não tem como saber de onde ele veio: nem quem conhecesse a receita das luas acertaria mais
# que 97 em cada cem.

# %%
score = accuracy(model, val_inputs, val_targets)
assert score > 0.93
assert score > straight_score + 0.05

# %% tags=["hidden"]
angles = torch.linspace(0, torch.pi, 400)
upper = torch.stack([angles.cos(), angles.sin()], dim=1).to(device)
lower = torch.stack([1 - angles.cos(), 0.5 - angles.sin()], dim=1).to(device)
many_inputs, many_targets = moons(20000, noise=0.2)
likely = [(-((torch.cdist(many_inputs, arc) / 0.2) ** 2) / 2).exp().mean(dim=1) for arc in (upper, lower)]
possible = ((likely[1] > likely[0]) == (many_targets[:, 0] == 1)).float().mean().item()
assert round(possible, 2) == 0.97
assert 2 * (1 - possible) > 1 - accuracy(model, many_inputs, many_targets)

# %% [markdown]
# ## Largura e profundidade { #sizes }
#
# Por que dezesseis? Em vez de opinar, meça. `new_model(4, 4)` tem duas camadas no meio, de quatro saídas cada. Cada
# rede é treinada com cinco *sementes (seeds)*, isto é, cinco sorteios dos pesos iniciais, e cada linha da tabela traz
# as larguras, a quantidade de *parâmetros (parameters)* e a acurácia na validação do pior e do melhor dos cinco.
# Confira uma conta à mão: de 2 para 16 são $2 \cdot 16 + 16 = 48$ números, de 16 para 1 são $16 + 1 = 17$, e a soma é
# 65.


# %%
def scores_of(widths):
    scores = []
    for seed in range(5):
        torch.manual_seed(seed)
        model = new_model(*widths)
        fit(model, inputs, targets)
        scores.append(accuracy(model, val_inputs, val_targets))
    return scores, sum(p.numel() for p in model.parameters())


# %%
sizes = [(1,), (4,), (16,), (4, 4), (64, 64)]
table = {widths: scores_of(widths) for widths in sizes}
for widths, (scores, count) in table.items():
    worst, best = min(scores), max(scores)
    print(f"{str(widths):8} {count:4} {worst:.2f} {best:.2f}")

# %% [markdown]
# !!! predict "Preveja: a última rede da tabela tem 4417 parâmetros, a terceira tem 65. Qual acerta mais na validação?"
#
#     1. A de 4417, com folga
#     2. Nenhuma: as duas empatam, ou quase
#     3. A de 65, com folga
#
#     ??? answer "Ver a saída"
#
#         **Resposta 2.** Quem escolheu a 1 esperava que cada parâmetro comprasse um pouco de acerto. Mas a fronteira
#         certa é um S, e dezesseis dobras já o desenham: as outras quase não têm o que consertar, porque a maior parte
#         do que resta é ruído.

# %% [markdown]
# Leia agora as linhas de cima, que são as mais instrutivas. Com uma saída só no meio, a fronteira continua reta, e
# mesmo o melhor sorteio fica na acurácia da camada linear. O pior fica em `0.50`: nele a ReLU morreu, isto é, deu zero
# para todos os pontos e parou de aprender.
#
# Com quatro, o melhor sorteio chega ao S e o pior não passa da reta. A resposta certa cabe em quatro dobras, portanto,
# mas nem sempre o treinamento a encontra. Insistir não adianta: o pior sorteio fica na reta mesmo com quatro vezes mais
# passos. Uma segunda camada de quatro também não garante nada, como mostra a linha `(4, 4)`. A largura folgada serve
# para isso, para que entre muitas dobras sorteadas haja sempre algumas bem colocadas. E quem compara dois tamanhos com
# uma semente só pode estar comparando a sorte: [Várias sementes](../training/seeds.md) trata disso.

# %% tags=["hidden"]
assert table[(16,)][1] == 65
assert table[(64, 64)][1] == 4417
assert min(table[(16,)][0]) > 0.93
assert abs(sum(table[(16,)][0]) - sum(table[(64, 64)][0])) / 5 < 0.02
assert max(table[(1,)][0]) < 0.87
assert min(table[(1,)][0]) == 0.5
assert max(table[(4,)][0]) > 0.93
assert min(table[(4,)][0]) < 0.87
assert min(table[(4, 4)][0]) < 0.9 < max(table[(4, 4)][0])
for seed in [seed for seed, score in enumerate(table[(1,)][0]) if score == 0.5]:
    torch.manual_seed(seed)
    dead = new_model(1)
    fit(dead, inputs, targets)
    assert (dead[:2](inputs) == 0).all()
worst = min(range(5), key=table[(4,)][0].__getitem__)
torch.manual_seed(worst)
stuck = new_model(4)
fit(stuck, inputs, targets, steps=2000)
assert accuracy(stuck, val_inputs, val_targets) < 0.87

# %% [markdown]
# ## Poucos pontos, muita rede { #overfitting }
#
# Agora o caso que dói. Quarenta pontos no lugar de duzentos, o dobro do ruído, e a rede de 4417 parâmetros: mais de cem
# para cada ponto. O primeiro conjunto é o de treino; o segundo, o de validação; o terceiro, o *conjunto de teste (test
# set)*, fica guardado até o fim.


# %%
def trial(decay, draw):
    torch.manual_seed(draw)
    parts = [moons(count, noise=0.4) for count in (40, 1000, 1000)]
    model = new_model(64, 64)
    fit(model, *parts[0], decay, steps=300)
    return model, parts, [accuracy(model, *part) for part in parts]


# %% alt="Vinte círculos e vinte triângulos misturados. Além de uma linha que sobe entre as luas, há duas ilhas fechadas, cada uma em volta de um círculo perdido entre triângulos, e um bolsão no alto à esquerda em volta de um triângulo perdido."
model, parts, scores = trial(decay=0, draw=1)
print(f"{scores[0] = :.2f}, {scores[1] = :.2f}")
fig, ax = plt.subplots()
draw(ax, model, *parts[0])

# %% [markdown]
# No treino, tudo certo. Na validação, um erro a cada quatro pontos, mais ou menos. É o *sobreajuste (overfitting)*: a
# fronteira passou a contornar o ruído, e o ruído dos pontos novos é outro. A figura mostra o que a acurácia do treino
# esconde: duas ilhas e um bolsão, cada um por causa de um ponto só.

# %% tags=["hidden"]
assert scores[0] > 0.97
assert 0.7 < scores[1] < 0.8
large = sum(p.square().sum() for p in model.parameters())

# %% [markdown]
# ## A cura { #weight-decay }
#
# Para fazer uma dobra brusca, a rede precisa de pesos grandes. O *decaimento de pesos (weight decay)* cobra por eles: a
# cada passo, antes de seguir o *gradiente (gradient)*, todo peso encolhe um pouco. No `AdamW` a fração é a *taxa de
# aprendizado (learning rate)* vezes o `decay`; com `decay=6`, são 6% por passo. Só se mantém grande o peso que os dados
# não param de empurrar. [Adam e AdamW](../optimizers/adam.md) tem as contas.
#
# Quanto? É um *hiperparâmetro (hyperparameter)*: não se aprende, escolhe-se, e pela validação. Cada linha é a média de
# cinco sorteios de pontos e de pesos: o decaimento, a acurácia no treino e na validação.

# %%
means = {}
for decay in (0, 1, 6, 30):
    draws = [trial(decay, draw)[2] for draw in range(5)]
    means[decay] = torch.tensor(draws).mean(dim=0)
    print(f"{decay:2} {means[decay][0]:.2f} {means[decay][1]:.2f}")

# %% [markdown]
# !!! predict "Preveja: aumentando o decaimento, o que faz a acurácia na validação?"
#
#     1. Sobe sempre
#     2. Sobe e depois cai
#     3. Cai sempre, porque a do treino cai
#
#     ??? answer "Ver a saída"
#
#         **Resposta 2.** A do treino só faz cair, e isso é a cura agindo: a rede deixa de acertar os pontos que só se
#         acertam decorando. A resposta 3 confunde as duas colunas. A resposta 1 esquece o fim da linha: com 30, os
#         pesos encolhem mais depressa do que aprendem, sobra uma rede que responde o mesmo para todos, e acerta a
#         metade. É o *subajuste (underfitting)*.

# %% [markdown]
# A escolha pela validação olhou quatro números e ficou com o maior, e o maior sempre tem um pouco de sorte. Por isso o
# conjunto de teste, que não participou de nada:

# %% alt="Os mesmos quarenta pontos. As ilhas e o bolsão sumiram: a fronteira é uma linha só, quase reta, que sobe entre as luas e deixa alguns pontos do lado errado."
best = max(means, key=lambda decay: means[decay][1])
print(f"{best = }")
print(f"{means[0][2] = :.2f}")
print(f"{means[best][2] = :.2f}")

model, parts, scores = trial(best, draw=1)
fig, ax = plt.subplots()
draw(ax, model, *parts[0])

# %% [markdown]
# A rede é a mesma, com os mesmos 4417 parâmetros. Não foi preciso diminuí-la; bastou que dobrar custasse alguma
# coisa. O S não voltou, nem deveria: com quarenta pontos e tanto ruído, ele mal se vê nos dados. Outras curas, e qual
# delas ganha em um caso mais difícil, estão em [Sobreajuste](../training/overfitting.md).

# %% tags=["hidden"]
assert best == 6
assert means[0][0] > 0.97
assert means[best][2] > means[0][2] + 0.02
wrong = (model(parts[0][0]) > 0) != (parts[0][1] == 1)
assert 3 <= wrong.sum() <= 8
assert large > 10 * sum(p.square().sum() for p in model.parameters())
assert means[0][0] > means[1][0] > means[6][0] > means[30][0]
assert abs(means[30][1] - 0.5) < 0.02

# %% [markdown]
# ## Três coisas para experimentar { #try }
#
# Mude uma de cada vez e execute o caderno desde o começo. Antes, diga em voz alta o que espera ver.
#
# 1. **Sem a ReLU.** Em `new_model`, troque `nn.ReLU()` por `nn.Identity()`, que não faz nada. A rede continua com
#    65 parâmetros; como fica o quadro do passo 500? O `assert` logo depois vai parar o caderno, e é para isso que ele
#    está lá. Em seguida ponha `nn.Tanh()` e procure os cantos da fronteira.
# 2. **Mais pontos.** Em `trial`, troque `40` por `400` e olhe a linha do decaimento zero. Compare o ganho com o da
#    cura, e veja se o S volta na última figura.
# 3. **Parar antes.** Ainda em `trial`, troque `steps=300` por `steps=20`, sem decaimento nenhum. É a *parada antecipada
#    (early stopping)* mais rude que existe. Quanto do ganho ela alcança, e quanto tempo economiza?


# %% tags=["hidden"]
def varied(activation, *widths, count=200, noise=0.2, steps=500):
    layers = []
    for n_in, n_out in zip((2, *widths), widths):
        layers += [nn.Linear(n_in, n_out), activation()]
    net = nn.Sequential(*layers, nn.Linear(widths[-1], 1)).to(device)
    points = moons(count, noise)
    fit(net, *points, steps=steps)
    return accuracy(net, *moons(1000, noise))


torch.manual_seed(0)
assert varied(nn.Identity, 16) < 0.88
assert varied(nn.Tanh, 16) > 0.9


def average(**settings):
    found = []
    for draw_seed in range(2):
        torch.manual_seed(draw_seed)
        found.append(varied(nn.ReLU, 64, 64, noise=0.4, **settings))
    return sum(found) / len(found)


assert average(count=400, steps=300) > means[0][2] + 0.02
assert average(count=40, steps=20) > means[0][2] + 0.01

# %% [markdown]
# ## Para onde ir agora { #next }
#
# Com três luas ou mais, cada classe ganha o seu logit: siga para [Muitas classes](../losses/multiclass.md). Se esta
# fronteira foi rápida demais, comece por [Uma reta e uma curva](line.py).
