# ---
# description: Ache a reta escondida em pontos com ruído, com uma camada linear e cinquenta passos de descida.
# level: deeper
# ---

# %% [markdown]
# # Uma reta no meio do ruído { #line-in-noise }
#
# Ao fim deste laboratório você terá visto uma rede de dois números achar, sozinha, a reta que estava escondida em
# sessenta pontos espalhados. Para mexer no código enquanto lê, [baixe este caderno](line.ipynb) e abra no Jupyter ou
# no Colab.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)

# %% [markdown]
# ## Os dados { #data }
#
# Nós mesmos vamos fabricar os dados. Parece trapaça, mas há um bom motivo: quem conhece a resposta pode conferir se a
# rede chegou nela. A reta é $y = 1.5x + 0.5$, e cada ponto leva um empurrão sorteado para cima ou para baixo, o
# ruído.

# %%
inputs = 4 * torch.rand(60, 1) - 2
noise = 0.5 * torch.randn(60, 1)
targets = 1.5 * inputs + 0.5 + noise
print(f"{inputs.shape = }")
print(f"{targets.shape = }")

# %% [markdown]
# São 60 *exemplos (examples)*, um por linha. Cada um tem uma entrada, o $x$, e um *alvo (target)*, o $y$. Daqui em
# diante, só os pontos existem: os números `1.5` e `0.5` não aparecem em mais nenhuma conta.

# %% alt="Sessenta pontos espalhados em uma faixa que sobe da esquerda para a direita. Vê-se que há uma reta ali, mas nenhum ponto diz qual."
fig, ax = plt.subplots()
ax.scatter(inputs, targets, s=16, color="C1")
ax.set(xlabel="$x$", ylabel="$y$")

# %% [markdown]
# ## O modelo { #model }
#
# Uma reta tem dois números: a inclinação e a altura em que ela cruza o eixo. Em uma `nn.Linear(1, 1)` eles se chamam
# *peso (weight)* e *viés (bias)*, e a conta que ela faz é $\text{peso} \cdot x + \text{viés}$. Uma reta, portanto. O
# valor inicial dos dois é sorteado.

# %%
model = nn.Linear(1, 1)
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
ends = torch.tensor([[-2.0], [2.0]])
losses, lines = [], {}
for step in range(51):
    if step in (0, 2, 5, 50):
        lines[step] = model(ends).detach()
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
ax.scatter(inputs, targets, s=16, color="C1")
for opacity, (step, line) in zip((0.25, 0.4, 0.6, 1), lines.items()):
    ax.plot(ends, line, color="C0", alpha=opacity, label=step)
ax.set(xlabel="$x$", ylabel="$y$")
ax.legend(title="step")

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
# As cinco linhas do laço servem, sem mudar nenhuma, para uma rede com milhões de pesos.

# %% [markdown]
# ## Três coisas para experimentar { #try }
#
# Mude uma de cada vez e execute o caderno desde o começo. Antes, diga em voz alta o que espera ver.
#
# 1. **Outra taxa.** Troque `lr=0.1` por `0.5`, depois por `0.7` e por `0.8`. Uma delas chega mais depressa, uma
#    demora, pulando de um lado para o outro, uma não chega. Em [Otimizadores](../optimizers/index.md) está o motivo.
# 2. **Menos pontos.** Troque `60` por `8` nos dois sorteios. A perda final fica menor. Então a reta está mais perto
#    da verdadeira?
# 3. **Um ponto absurdo.** Logo depois de criar os alvos, escreva `targets[0] = 50`. Veja quanto a reta se desvia por
#    causa de um único ponto, e depois troque `nn.MSELoss()` por `nn.L1Loss()`. A diferença está explicada em
#    [Perda](../losses/index.md).


# %% tags=["hidden"]
def trial(points=60, rate=0.1, loss_fn=loss_fn, absurd=False, steps=51):
    torch.manual_seed(0)
    inputs = 4 * torch.rand(points, 1) - 2
    targets = 1.5 * inputs + 0.5 + 0.5 * torch.randn(points, 1)
    if absurd:
        targets[0] = 50
    model = nn.Linear(1, 1)
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


truth = torch.tensor([1.5, 0.5])
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

# %% [markdown]
# ## Para onde ir agora { #next }
#
# Quando uma reta não basta, é preciso dobrá-la: siga para [Duas luas](moons.py). Para ver de onde vem o gradiente que
# moveu a reta, volte a [Retropropagação](../backprop/index.md). Para praticar com tensores, faça os
# [exercícios](../tensors/exercises.md).
