# ---
# description: Ache a reta escondida em pontos com ruído; depois troque a reta por uma curva e veja uma rede pequena se dobrar até servir.
# level: deeper
# ---

# %% [markdown]
# # Uma reta e uma curva { #line-in-noise }
#
# Ao fim deste laboratório você terá visto uma rede de dois números achar, sozinha, a reta que estava escondida em
# sessenta pontos espalhados. Depois a reta vira uma curva, e você verá por que a mesma rede falha, qual serve no lugar
# dela e o que essa outra responde onde nunca viu um ponto.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

device = torch.accelerator.current_accelerator(check_available=True)
device = device or torch.device("cpu")
torch.manual_seed(0)

# %% [markdown]
# `device` é onde as contas vão ser feitas: na GPU, se houver uma, e na CPU, se não houver. Para sessenta pontos tanto
# faz. Mas assim o mesmo caderno serve nas duas, e quem leva os números até lá é o `.to(device)`: [O dispositivo no
# treinamento](../training/device.md) conta o resto.
#
# ## Os dados { #data }
#
# Nós mesmos vamos fabricar os dados. Parece trapaça, mas há um bom motivo: quem conhece a resposta pode conferir se a
# rede chegou a ela. A reta é $y = 1.5x + 0.5$, e cada ponto leva um empurrão sorteado para cima ou para baixo, o
# ruído.

# %%
inputs = (4 * torch.rand(60, 1) - 2).to(device)
noise = 0.5 * torch.randn(60, 1).to(device)
targets = 1.5 * inputs + 0.5 + noise
print(f"{inputs.shape = }")
print(f"{targets.shape = }")

# %% [markdown]
# São 60 *exemplos (examples)*, um por linha. Cada um tem uma entrada, o $x$, e um *alvo (target)*, o $y$. Daqui em
# diante, só os pontos existem: os números `1.5` e `0.5` não aparecem em mais nenhuma conta.


# %% alt="Sessenta pontos espalhados em uma faixa que sobe da esquerda para a direita. Vê-se que há uma reta ali, mas nenhum ponto diz qual."
def draw_points(ax):
    style = {"s": 16, "color": "C1", "zorder": 2}
    ax.scatter(inputs.cpu(), targets.cpu(), **style)
    ax.set(xlabel="$x$", ylabel="$y$")


fig, ax = plt.subplots()
draw_points(ax)

# %% [markdown]
# O `.cpu()` traz os números de volta para onde o Matplotlib os lê. Quem já está na CPU fica onde está.
#
# ## O modelo { #model }
#
# Uma reta tem dois números: a inclinação e a altura em que ela cruza o eixo. Em uma `nn.Linear(1, 1)` eles se chamam
# *peso (weight)* e *viés (bias)*, e a conta que ela faz é $\text{peso} \cdot x + \text{viés}$. Uma reta, portanto. O
# valor inicial dos dois é sorteado.

# %%
model = nn.Linear(1, 1).to(device)
print(f"{model.weight.item() = :.2f}")
print(f"{model.bias.item() = :.2f}")

# %% [markdown]
# ## A perda e o otimizador { #loss-and-optimizer }
#
# A *perda (loss)* diz, em um número, quanto a reta erra. O *erro quadrático médio (mean squared error)* mede a
# distância de cada ponto até a reta, na vertical, eleva ao quadrado e tira a média. O *otimizador (optimizer)* vai
# mexer nos dois números para essa média cair.

# %%
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"{loss_fn(model(inputs), targets).item() = :.2f}")

# %% [markdown]
# Esse número é alto ou baixo? Sozinho, ele não diz. Compare com o palpite mais preguiçoso que existe: responder
# sempre a média dos alvos, sem olhar para o $x$. Um modelo que não ganha dele não aprendeu nada, e a nossa reta
# sorteada, por enquanto, está nesse nível.

# %%
lazy_guess = targets.mean().expand_as(targets)
print(f"{loss_fn(lazy_guess, targets).item() = :.2f}")

# %% [markdown]
# ## O treinamento { #training }
#
# Todo *treinamento (training)* repete as cinco linhas de [Sua primeira rede](../training/index.md). Aqui, a cada
# *passo (step)* guardamos a perda, e em quatro momentos escolhidos guardamos também a reta, isto é, a altura dela nas
# duas pontas do gráfico.

# %%
ends = torch.tensor([[-2.0], [2.0]], device=device)
losses, lines = [], {}
for step in range(51):
    if step in (0, 2, 5, 50):
        lines[step] = model(ends).detach().cpu()
    optimizer.zero_grad()
    outputs = model(inputs)
    loss = loss_fn(outputs, targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

# %% tags=["hidden"]
assert losses[0] - losses[5] > 0.9 * (losses[0] - losses[50])
assert losses[0] > 0.95 * loss_fn(lazy_guess, targets)

# %%
print(f"{losses[0] = :.2f}")
print(f"{losses[50] = :.2f}")

# %% [markdown]
# !!! predict "Preveja: até onde a perda desce?"
#
#     1. Até zero, se houver passos suficientes
#     2. Até um número maior que zero, e nenhuma reta faz melhor
#     3. Até um pouco abaixo do palpite preguiçoso, e para ali
#
#     ??? answer "Ver a saída"
#
#         **Resposta 2.** A resposta 1 supõe que errar menos é questão de insistir. Mas os pontos não estão em uma
#         reta: o ruído tirou cada um do lugar, e nenhuma reta passa por todos. O que sobra na perda é o ruído, que
#         aqui tem média quadrática perto de $0.5^2$. Desconfie de um modelo que chega a zero em dados com ruído: ele
#         decorou os pontos.

# %% [markdown]
# ## A perda, passo a passo { #loss-curve }

# %% alt="Gráfico da perda em cinquenta passos: despenca nos cinco primeiros, faz uma curva e segue plana, acima de zero, até o fim."
fig, ax = plt.subplots()
ax.plot(losses)
ax.set(xlabel="step", ylabel="loss", ylim=(0, None))

# %% [markdown]
# Quase tudo acontece no começo. Longe do fundo a ladeira é íngreme, o *gradiente (gradient)* é grande e o passo
# também; perto do fundo ela fica rasa, e os passos encolhem sozinhos, sem ninguém mudar a *taxa de aprendizado
# (learning rate)*.

# %% [markdown]
# ## A reta se ajeita { #fit }

# %% alt="Os sessenta pontos e quatro retas, uma para cada momento. A do passo 0 tem a inclinação errada; a do passo 2 já sobe; a do passo 5 está perto; a do passo 50 corta a faixa de pontos ao meio."
fig, ax = plt.subplots()
draw_points(ax)
for opacity, (step, line) in zip((0.25, 0.4, 0.6, 1), lines.items()):
    ax.plot(ends.cpu(), line, color="C0", alpha=opacity, label=step)
ax.legend(title="step", loc="lower right")

# %% [markdown]
# Quanto mais forte a cor, mais tarde a reta foi guardada. Ninguém disse à rede o que é inclinação: ela seguiu o
# gradiente de dois números, e a reta girou até o meio da faixa.

# %% [markdown]
# ## O peso e o viés { #weight-and-bias }
#
# Agora sim, a resposta que estava guardada. E mais uma conferência: para uma reta existe uma fórmula que dá a melhor
# de todas de uma vez só, os mínimos quadrados. A *descida do gradiente (gradient descent)* deveria chegar ao mesmo
# lugar.

# %%
columns = torch.cat([inputs, torch.ones_like(inputs)], dim=1)
best = torch.linalg.lstsq(columns, targets).solution.flatten()
found = torch.cat([model.weight.flatten(), model.bias]).detach()
print(f"{found[0] = :.2f}")
print(f"{found[1] = :.2f}")
torch.testing.assert_close(found, best, rtol=0, atol=0.001)

# %% tags=["hidden"]
assert abs(found[0] - 1.5) < 0.1
assert abs(found[1] - 0.5) < 0.1
assert abs(loss_fn(columns @ best[:, None], targets) - losses[50]) < 0.001
assert 0.15 < noise.square().mean() < 0.35

# %% [markdown]
# O `assert_close` não reclamou: os dois caminhos dão a mesma reta. Ela fica perto de `1.5` e `0.5`, mas não em cima.
# Não é falta de treinamento: com sessenta pontos e este ruído, é esta a reta que os dados mostram. Com mais pontos
# ela se aproxima da verdadeira.
#
# Então para que a descida do gradiente, se a fórmula é mais curta? Porque a fórmula só serve para retas e parentes.
# As cinco linhas do laço servem, sem mudar nenhuma, para uma rede com milhões de pesos. Para uma curva, bastam dezenas.


# %% tags=["hidden"]
def trial(points=60, rate=0.1, loss_fn=loss_fn, absurd=False, steps=51):
    torch.manual_seed(0)
    inputs = (4 * torch.rand(points, 1) - 2).to(device)
    targets = 1.5 * inputs + 0.5 + 0.5 * torch.randn(points, 1).to(device)
    if absurd:
        targets[0] = 50
    model = nn.Linear(1, 1).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses, lines = [], []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        lines.append(torch.cat([model.weight.flatten(), model.bias]).detach())
    return losses, torch.stack(lines)


truth = torch.tensor([1.5, 0.5], device=device)
torch.testing.assert_close(trial()[1][-1], found)
assert trial(rate=0.5)[0][5] < losses[5] < trial(rate=0.7)[0][5]
swings = trial(rate=0.7)[1][:10, 0] - best[0]
assert (swings[1:] * swings[:-1] < 0).all()
assert trial(rate=0.8)[0][-1] > 1000
fewer, more = trial(points=8), trial(points=6000)
assert fewer[0][-1] < losses[-1]
off = [(line - truth).norm() for line in (fewer[1][-1], found, more[1][-1])]
assert off[0] > off[1] > off[2]
pulled, robust = trial(absurd=True), trial(absurd=True, loss_fn=nn.L1Loss())
assert pulled[1][-1][1] - found[1] > 0.5
assert (robust[1][-1] - found).abs().max() < 0.1
assert (trial(absurd=True, steps=500)[1][-1] - pulled[1][-1]).abs().max() < 0.01

# %% [markdown]
# ## Quando uma reta não basta { #curve }
#
# Outro segredo, agora torto: $y = \sin(2x)$, uma onda, com um ruído menor. O resto é igual, sessenta pontos com $x$
# entre $-2$ e $2$, e o primeiro número a saber continua sendo o do palpite preguiçoso.

# %%
torch.manual_seed(0)
inputs = (4 * torch.rand(60, 1) - 2).to(device)
noise = 0.2 * torch.randn(60, 1).to(device)
targets = torch.sin(2 * inputs) + noise
lazy_guess = targets.mean().expand_as(targets)
print(f"{loss_fn(lazy_guess, targets).item() = :.2f}")

# %% [markdown]
# O laço é o de antes, dentro de uma função, para servir duas vezes. Em vez das duas pontas, ele guarda a altura do
# modelo em 101 lugares, porque uma curva não se desenha com dois. A primeira tentativa é de novo a reta.

# %%
places = torch.linspace(-2, 2, 101, device=device).unsqueeze(1)


def train(model, optimizer, moments):
    fits = {}
    for step in range(max(moments) + 1):
        if step in moments:
            fits[step] = model(places).detach().cpu()
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return fits


# %% alt="Pontos que descem, sobem e descem, como uma onda. Uma reta que sobe de leve atravessa a onda pelo meio e passa longe dos altos e dos baixos."
straight = nn.Linear(1, 1).to(device)
optimizer = torch.optim.SGD(straight.parameters(), lr=0.1)
fits = train(straight, optimizer, moments=(200,))
print(f"{loss_fn(straight(inputs), targets).item() = :.2f}")

fig, ax = plt.subplots()
draw_points(ax)
ax.plot(places.cpu(), fits[200], color="C0")

# %% [markdown]
# A reta ganha do palpite preguiçoso, mas por pouco. O treinamento já acabou: esta é a melhor das retas, e com um milhão
# de passos seria a mesma. O que falta não é treino, é forma. Uma perda que para cedo, longe do nível do ruído, costuma
# dizer isto: o modelo não tem como desenhar o que os dados mostram.

# %% tags=["hidden"]
columns = torch.cat([inputs, torch.ones_like(inputs)], dim=1)
best = torch.linalg.lstsq(columns, targets).solution
straight_loss = loss_fn(straight(inputs), targets).item()
assert straight_loss - loss_fn(columns @ best, targets).item() < 0.0001
lazy_loss = loss_fn(lazy_guess, targets).item()
assert 0.8 * lazy_loss < straight_loss < 0.9 * lazy_loss
assert straight_loss > 10 * noise.square().mean()

# %% [markdown]
# ## Uma rede que se dobra { #bend }
#
# Pôr outra camada linear depois da primeira não resolve, porque [duas seguidas ainda são uma
# reta](../modules/activations.md#two-linears). Entre elas vai uma *função de ativação (activation function)*, a `Tanh`:
# ela vale quase $-1$ longe à esquerda, quase $1$ longe à direita, e no meio tem uma rampa. A primeira camada dá
# dezesseis cópias dessa rampa, cada uma no seu lugar e com a sua inclinação; a segunda soma todas, cada uma com um
# peso. São dois números por rampa, mais dezesseis pesos e um viés: $32 + 16 + 1 = 49$. O otimizador é o
# [Adam](../optimizers/adam.md), que aqui chega em menos passos que o `SGD`.

# %%
torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(1, 16),  # (N, 16)
    nn.Tanh(),
    nn.Linear(16, 1),  # (N, 1)
).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
print(f"{sum(p.numel() for p in model.parameters()) = }")

# %% alt="Quatro quadros com os pontos, a onda verdadeira tracejada e a resposta da rede. No passo 0, a rede sobe da esquerda para a direita, no lugar errado. No 20, já tem um vale e um pico, rasos. No 50, mais fundos. No 1000, cobre a onda tracejada."
fits = train(model, optimizer, moments=(0, 20, 50, 1000))
fig, axes = plt.subplots(2, 2, sharex=True, sharey=True)
fig.set_size_inches(4.2, 3.4)
for ax, (step, fit) in zip(axes.flat, fits.items()):
    ax.scatter(inputs.cpu(), targets.cpu(), s=4, color="C1", zorder=2)
    ax.plot(places.cpu(), torch.sin(2 * places).cpu(), "--", color="C2")
    ax.plot(places.cpu(), fit, color="C0")
    ax.set_title(step)

# %% [markdown]
# O tracejado é a onda verdadeira, que a rede não vê; o número em cima é o do passo. No passo 0, as dezesseis rampas
# sorteadas somam uma subida só. No 20, algumas já puxam para cima e outras para baixo, e apareceram um vale e um pico.
# O resto é aprofundar um e erguer o outro. No último quadro, mal se separa o tracejado da resposta.

# %%
print(f"{loss_fn(model(inputs), targets).item() = :.3f}")
print(f"{noise.square().mean().item() = :.3f}")

# %% [markdown]
# A perda é menos de um décimo da que a reta alcançou, e chegou ao nível do ruído, um tantinho abaixo: com 49 números, a
# rede já segue um pouco do empurrão de cada ponto. Ir muito além seria decorar, e [Duas luas](moons.py) mostra como é.

# %% tags=["hidden"]
curve_loss = loss_fn(model(inputs), targets).item()
assert curve_loss < straight_loss / 10
assert 0.8 * noise.square().mean() < curve_loss < noise.square().mean()
truth = torch.sin(2 * places).cpu()
gap = {step: (fit - truth).abs() for step, fit in fits.items()}
assert gap[0].mean() > gap[20].mean() > gap[50].mean() > gap[1000].mean()
assert gap[1000].max() < 0.2
assert (fits[0].diff(dim=0) > 0).all()
for step in (20, 50, 1000):
    slopes = fits[step].diff(dim=0).flatten()
    assert slopes[50] > 0 > max(slopes[0], slopes[-1])
spans = [fits[step].max() - fits[step].min() for step in (20, 50, 1000)]
assert 2 * spans[0] < spans[2]
assert spans[0] < spans[1] < spans[2]
again = nn.Sequential(nn.Linear(1, 16), nn.Linear(16, 1))
x = torch.linspace(-2, 2, 9).unsqueeze(1)
assert again(x).diff(n=2, dim=0).abs().max() < 1e-5

# %% [markdown]
# ## Fora dos dados { #outside }
#
# Todos os pontos têm $x$ entre $-2$ e $2$. Nada impede de perguntar a resposta em $4$: a rede faz a conta, como em
# qualquer outro lugar. A onda verdadeira, ali, está perto de $1$.

# %% alt="A onda tracejada vai de menos 4 a 4. A resposta da rede a acompanha onde há pontos, de menos 2 a 2. À esquerda deles segue subindo e se afasta; à direita, continua a descer, longe da onda, e vai ficando plana."
far = torch.linspace(-4, 4, 201, device=device).unsqueeze(1)
with torch.inference_mode():
    answers = model(far).cpu()
answer, wave = answers[-1].item(), torch.sin(2 * far[-1]).item()
print(f"{answer = :.2f}")
print(f"{wave = :.2f}")

fig, ax = plt.subplots()
draw_points(ax)
ax.plot(far.cpu(), torch.sin(2 * far).cpu(), "--", color="C2")
ax.plot(far.cpu(), answers, color="C0")

# %% [markdown]
# !!! predict "Preveja: o que a rede responde em $x = 4$, onde nunca viu um ponto?"
#
#     1. Perto de $1$: ela aprendeu a onda
#     2. Perto de $0$: onde não sabe, ela não se arrisca
#     3. Um número mais baixo que todos os alvos que viu
#
#     ??? answer "Ver a saída"
#
#         **Resposta 3.** A rede não aprendeu que havia uma onda; aprendeu a ter aquela altura naqueles lugares. Passado
#         o último ponto, as rampas que desciam continuam a descer, até cada uma chegar ao seu patamar, e aí a resposta
#         fica plana. A resposta 2 seria sensata, mas nada no treinamento premia a prudência: a conta sai com a mesma
#         cara dentro e fora dos dados, sem aviso. Confie em uma rede onde houve dados parecidos, e em nenhum outro
#         lugar.

# %% tags=["hidden"]
assert answer < targets.min().item() - 0.5
assert answers[0].item() > targets.max().item()
inside = (far.abs() <= inputs.abs().max()).flatten().cpu()
assert (answers - torch.sin(2 * far).cpu())[inside].abs().max() < 0.25
beyond = torch.tensor([[4.0], [10.0], [100.0], [1000.0]], device=device)
heights = model(beyond).detach().flatten().cpu()
assert heights.diff().abs()[-1] < 0.01
tops = model[:2](beyond[-1:]).detach().abs().cpu()
assert tops.min() > 0.99

# %% [markdown]
# ## Três coisas para experimentar { #try }
#
# Mude uma de cada vez e execute o caderno desde o começo. Antes, diga em voz alta o que espera ver.
#
# 1. **Outra taxa.** Na seção [A perda e o otimizador](#loss-and-optimizer), troque `lr=0.1` por `0.5`, depois por `0.7`
#    e por `0.8`. Uma delas chega mais depressa, uma demora, pulando de um lado para o outro, e uma não chega nunca. Com
#    as duas últimas, o `assert_close` para o caderno, e com razão: a reta não está no lugar. O motivo está em [Taxa de
#    aprendizado](../optimizers/learning-rate.md#parabola).
# 2. **Um ponto absurdo.** Na seção [Os dados](#data), logo depois de criar os alvos, escreva `targets[0] = 50`. Veja
#    quanto a reta se desvia por causa de um único ponto, e depois troque `nn.MSELoss()` por `nn.L1Loss()`. A diferença
#    está explicada em [Um erro de digitação](../losses/regression.md#outlier). Com a `L1Loss`, o `assert_close` para o
#    caderno, e com razão: os mínimos quadrados já não dão a mesma reta.
# 3. **Outra dobra.** Na rede da curva, troque `nn.Tanh()` por `nn.ReLU()`. A perda final fica quase igual. Procure os
#    cantos no último dos quatro quadros, e diga por que, fora dos dados, a resposta agora não fica plana.


# %% tags=["hidden"]
def bent(make, optimizer=torch.optim.Adam, rate=0.02):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(1, 16), make(), nn.Linear(16, 1)).to(device)
    train(net, optimizer(net.parameters(), lr=rate), moments=(1000,))
    return net


torch.testing.assert_close(bent(nn.Tanh)(far).detach().cpu(), answers)
for rate in (0.05, 0.1, 0.2):
    assert loss_fn(bent(nn.Tanh, torch.optim.SGD, rate)(inputs), targets).item() > 1.05 * curve_loss
cornered = bent(nn.ReLU)
assert abs(loss_fn(cornered(inputs), targets).item() - curve_loss) < 0.01
ahead = cornered(torch.arange(4.0, 9.0, device=device).unsqueeze(1)).detach().diff(dim=0)
assert ahead.max() < -1
assert (ahead - ahead[0]).abs().max() < 0.1

# %% [markdown]
# ## Para onde ir agora { #next }
#
# Aqui a rede respondeu com um número; em [Duas luas](moons.py) ela escolhe um lado. Para ver de onde vem o gradiente
# que moveu a reta, volte a [Retropropagação](../backprop/index.md). Para praticar com tensores, faça os
# [exercícios](../tensors/exercises.md).
